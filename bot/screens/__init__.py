"""All screens of one language on one page, for somebody who reads them through."""

from html import escape, unescape
from itertools import chain

from bot.screens.admin import admin
from bot.screens.booking import booking, no_booking
from bot.screens.drawing import drawn, page
from bot.screens.family import family
from bot.screens.figures import figures
from bot.screens.handoff import in_the_group, written
from bot.screens.home_call import called
from bot.screens.information import about, questions
from bot.screens.meeting import first_meeting, registration
from bot.screens.menu import menus, to_staff, trouble
from bot.screens.my_data import my_data
from bot.screens.notices import answers, of_its_own_accord, requested
from bot.screens.noting import Noting
from bot.screens.rarely import counted, rarely
from bot.screens.sample import sampled
from bot.screens.visits import cancelled, moving, visits
from bot.screens.waiting import waits
from clinic.model import Clinic
from locales.words import NAMES

CONVERSATIONS = {
    "First meeting": first_meeting,
    "Registration": registration,
    "Booking": booking,
    "When it cannot be booked": no_booking,
    "Calling a doctor home": called,
    "My visits": visits,
    "Another time": moving,
    "Cancelling": cancelled,
    "Me and family": family,
    "Waiting for a time": waits,
    "Reminders and news": of_its_own_accord,
    "Answers to them": answers,
    "About the clinic": about,
    "Questions and answers": questions,
    "Menu, settings, help": menus,
    "My data": my_data,
    "Trouble": trouble,
    "Figures": figures,
    "Writing to reception": written,
    "Admins": admin,
    "To the staff": to_staff,
    "In reception's group": in_the_group,
    "Patients' requests": requested,
}


async def screens_page(clinic: Clinic, language: str) -> str:
    """One HTML file that needs no other: made by the bot's own screens, from the clinic's own contents."""
    say = Noting(language)
    async with sampled(clinic, say) as sample:
        sections = {name: [drawn(one, clinic) for one in shown(sample)] for name, shown in CONVERSATIONS.items()}
    shown = unescape("".join(chain.from_iterable(sections.values())))
    sections["Said rarely"] = [f"<p>{text}</p>" for text in rarely(say, shown)]
    sections["Counted"] = [f"<p>{text}</p>" for text in counted(say)]
    return page(language, f"{escape(say.pick(clinic.name))}: {NAMES[language]}", sections)
