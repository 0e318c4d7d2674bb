"""About the clinic, and what people ask."""

from collections.abc import Iterator
from datetime import timedelta

from bot.screens.sample import Sample
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
    yield from (information_doctors.specialties(at, of) for of in (Of.SPECIALTY, Of.PRICES))
    yield information_doctors.doctors(at, specialty)
    yield information_doctors.doctor(at, at.options.doctors(Way(specialty=specialty))[0])
    yield from (information_doctors.price_list(at, one) for one in at.options.specialties(Way()))
    yield information.clinic_page(say, clinic)
    yield information.free(say, clinic)
    yield from (information.gift(say, gift) for gift in clinic.free)
    yield information.free(say, clinic.model_copy(update={"free": ()}))


def questions(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield faq.categories(say, clinic)
    yield faq.categories(say, clinic.model_copy(update={"faq": ()}))
    for category in clinic.faq:
        yield faq.category(say, category)
        yield from (faq.answer(say, entry, category) for entry in category.entries)
    for category in clinic.faq[:1]:
        yield from (faq.counted(say, clinic, category.entries[0], category, helpful=vote) for vote in (True, False))
