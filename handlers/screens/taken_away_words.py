"""How what is kept of a person is called in the file that they take away."""

from handlers.screens.admin.words import title
from handlers.screens.context import reasons
from handlers.screens.notices import score
from handlers.screens.switches import named as kind_named
from locales.words import NAMES, Words
from reception.admin.parts import Part
from reception.admin.who import CAME, WENT
from reception.audit import Deed
from reminders.notes import Score
from reminders.plan import OPTIONAL


def subjects(say: Words) -> dict[str, str]:
    """By the keepers' names (db/personal)."""
    return {
        "account": say.label("This chat"),
        "patients": say.label("Patients on this phone"),
        "draft": say.label("Begun and not finished"),
        "bookings": say.label("Booked here"),
        "visits": say.label("Visits as I know them"),
        "wishes": say.label("Times that you wait for"),
        "kept_times": say.label("Times that were kept for you"),
        "messages": say.label("What I have written to you"),
        "ratings": say.label("How it was"),
        "home_calls": say.label("Doctors whom you asked to come home"),
        "dialogues": say.label("Your talks with reception"),
        "written": say.label("What you and reception wrote"),
        "requests": say.label("Passed on to reception"),
        "deeds": say.label("Number, consent and patients: history"),
        "given_up": say.label("What you wrote and I could not answer"),
        "admin_seat": say.label("You are an admin here"),
        "admin_changes": say.label("What you have changed as an admin"),
    }


def named(say: Words) -> dict[str, str]:
    """By the names in the file for other programs."""
    return {
        **_about_the_chat(say),
        **_about_patients(say),
        **_about_visits(say),
        **_about_home_calls(say),
        **_about_messages(say),
    }


def _about_the_chat(say: Words) -> dict[str, str]:
    return {
        "telegram_id": say.label("Number of the chat in Telegram"),
        "language": say.label("Language"),
        "phone": say.label("Phone"),
        "phone_state": say.label("Is the number confirmed?"),
        "consent_version": say.label("Agreed to the text"),
        "consent_at": say.label("Agreed on"),
        "source": say.label("Came from"),
        "notices_off": say.label("Turned off"),
        "here_since": say.label("Here since"),
        "here_last": say.label("Here last"),
        "blocked_since": say.label("The bot is blocked since"),
        "called": say.label("Name in Telegram"),
    }


def _about_patients(say: Words) -> dict[str, str]:
    return {
        "surname": say.label("Surname"),
        "first_name": say.label("First name"),
        "patronymic": say.label("Patronymic"),
        "born_on": say.label("Date of birth"),
        "verified": say.label("Is the number confirmed?"),
        "added_at": say.label("Added on"),
        "put_first": say.label("Put first"),
        "acting_since": say.label("You act for them since"),
        "acting_version": say.label("Agreed to the text"),
        "written": say.label("Written so far"),
    }


def _about_visits(say: Words) -> dict[str, str]:
    return {
        "patient": say.label("Patient"),
        "doctor": say.label("Doctor"),
        "branch": say.label("Branch"),
        "specialty": say.label("Specialty"),
        "service": say.label("Service"),
        "starts_at": say.label("Begins"),
        "ends_at": say.label("Ends"),
        "days": say.label("Which days"),
        "ended_at": say.label("Ended on"),
        "kept_until": say.label("Kept until"),
        "made_at": say.label("Asked on"),
        "in_place_of": say.label("In place of the visit at"),
        "state": say.label("How it stands"),
    }


def _about_home_calls(say: Words) -> dict[str, str]:
    return {
        "address": say.label("Address"),
        "entrance": say.label("Entrance, floor"),
        "complaint": say.label("What is the matter"),
        "wanted": say.label("When"),
    }


def _about_messages(say: Words) -> dict[str, str]:
    return {
        "kind": say.label("What about"),
        "about": say.label("What about"),
        "due_at": say.label("When"),
        "visits": say.label("Visits"),
        "was_at": say.label("Was to begin"),
        "was_with": say.label("Was to be with"),
        "answer": say.label("Your answer"),
        "score": say.label("Your answer"),
        "words": say.label("In your words"),
        "deed": say.label("What about"),
        "before": say.label("Before"),
        "after": say.label("After"),
        "by": say.label("Who did it"),
        "at": say.label("When"),
    }


def codes(say: Words) -> dict[str, str]:
    """What stands in short in the file for other programs."""
    return {
        **NAMES,
        **{kind: kind_named(say, kind) for kind in OPTIONAL},
        **{one: score(say, one) for one in Score},
        **_states(say),
        **_deeds(say),
        **{part: title(say, part) for part in Part},
        CAME: say.label("became an admin"),
        WENT: say.label("took an admin off"),
        **{f"from {why}": reason for why, reason in reasons(say).items()},
        "verified": say.label("yes"),
        "unverified": say.label("no"),
        "none": say.label("no"),
        "come": say.label("✅ You'll come"),
        "fine": say.label("✅ Fine"),
        "late": say.label("You will be late"),
        "complaint": say.label("An unhappy visit"),
        "words": say.label("In your words"),
        "phone_today": say.label("Reception was to phone you"),
        "freed": say.label("A time became free"),
        "not_freed": say.label("No time became free"),
        "correct": say.label("What is wrong in a card"),
        "to_staff": say.label("You to reception"),
        "to_patient": say.label("Reception to you"),
        "edited": say.label("Corrected to"),
        "ended": say.label("Number confirmed in another chat"),
    }


def _deeds(say: Words) -> dict[str, str]:
    return {
        Deed.CONSENT: say.label("agreed"),
        Deed.VERIFIED: say.label("number confirmed"),
        Deed.ENDED: say.label("number confirmed in another chat"),
        Deed.ADDED: say.label("patient added"),
        Deed.TAKEN_OFF: say.label("patient taken off the phone"),
        Deed.BOOKED_FOR: say.label("visit booked by reception"),
        Deed.MOVED_FOR: say.label("visit moved by reception"),
        Deed.CANCELLED_FOR: say.label("visit cancelled by reception"),
    }


def _states(say: Words) -> dict[str, str]:
    not_told, waits = say.label("was not told"), say.label("is to be told")
    return {
        "check": say.label("only looked at"),
        **dict.fromkeys(("sending", "unknown", "claimed"), say.label("under way")),
        "booked": say.label("booked"),
        "entered": say.label("in the clinic's system"),
        "not_entered": say.label("with reception"),
        "refused": say.label("not booked"),
        "cancelled": say.label("cancelled"),
        "arrived": say.label("has begun"),
        "fulfilled": say.label("took place"),
        "noshow": say.label("nobody came"),
        "any_day": say.label("Any day"),
        "working_days": say.label("Working days"),
        "weekends": say.label("Saturdays and Sundays"),
        "held": say.label("kept for you"),
        "declined": say.label("you did not take it"),
        "lapsed": say.label("kept no more"),
        "gone": say.label("somebody else has it"),
        "begun": say.label("has begun"),
        "waiting": say.label("waits for an answer"),
        "taken": say.label("is being answered"),
        "closed": say.label("has ended"),
        "due": waits,
        "sent": say.label("was told"),
        **dict.fromkeys(("skipped", "failed", "dropped"), not_told),
    }
