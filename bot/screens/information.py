"""About the clinic, and what people ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.screens.sample import Sample
from clinic.model import Away, Clinic
from handlers.information_taps import Of
from handlers.screen import Answer
from handlers.screens import faq, information, information_doctors
from reception.booking.way import Way


def about(sample: Sample) -> Iterator[Answer]:
    say, clinic, at, now = sample.say, sample.clinic, sample.at(Way()), sample.desk.clock.now()
    specialty = at.options.specialties(Way())[0]
    yield information.about(say, clinic)
    yield from (information.branches(at, now + timedelta(hours=hours)) for hours in range(0, 24, 6))
    yield from (information.branch(at, number, now) for number in at.options.branches(Way()))
    yield information.branches(replace(at, clinic=_closed_today(clinic, sample.today)), now)
    yield from (information_doctors.specialties(at, of) for of in (Of.SPECIALTY, Of.PRICES))
    yield information_doctors.doctors(at, specialty)
    yield information_doctors.doctor(at, at.options.doctors(Way(specialty=specialty))[0])
    yield from (information_doctors.price_list(at, one) for one in at.options.specialties(Way()))
    yield information.clinic_page(say, clinic)
    yield information.free(say, clinic)
    yield from (information.gift(say, gift) for gift in clinic.free)
    yield information.free(say, clinic.model_copy(update={"free": ()}))


def _closed_today(clinic: Clinic, today: date) -> Clinic:
    later = today + timedelta(days=2)
    spans = ((today, "", later, ""), (today, "", today, ""), (today, " 10:00", today, " 14:00"))
    closed = tuple(Away.model_validate({"from": f"{on}{at}", "to": f"{to}{end}"}) for on, at, to, end in spans)
    branches = tuple(one.model_copy(update={"closed": closed}) for one in clinic.branches)
    return clinic.model_copy(update={"branches": branches})


def questions(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield faq.categories(say, clinic)
    yield faq.categories(say, clinic.model_copy(update={"faq": ()}))
    for category in clinic.faq:
        yield faq.category(say, category)
        yield from (faq.answer(say, entry, category) for entry in category.entries)
    for category in clinic.faq[:1]:
        yield from (faq.counted(say, clinic, category.entries[0], category, helpful=vote) for vote in (True, False))
