"""Booking a visit, and what can come between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens.sample import ADULT, CHILD, Sample
from handlers.screen import Answer, Button, File, Pin, Screen
from handlers.screens import card, choices, finding, times, visit
from handlers.screens.found import found
from handlers.screens.menu import outdated
from handlers.screens.prices import price
from handlers.taps import walk
from reception.booking.finding import Only, suits
from reception.booking.outcomes import Booked, Check, Declined, NearestTime, No, NotFree, NotKnownYet, Outcome, Taken
from reception.booking.way import ANY_SPECIALTY, Options, Way


def booking(sample: Sample) -> Iterator[Answer]:
    way, catalogue = sample.way, sample.desk.catalogue
    specialty = catalogue.specialty_id(catalogue.doctors[way.doctor].specialty_ids[0]) or ANY_SPECIALTY
    branches = sample.desk.options(sample.person).branches(Way(ADULT))
    yield choices.patients(sample.at(Way()))
    yield choices.branches(sample.at(Way(ADULT)), branches, _again(sample), placed=False)
    yield choices.specialties(sample.at(Way(ADULT, way.branch)), None)
    yield choices.doctors(sample.at(Way(ADULT, way.branch, specialty)), sample.earliest)
    yield choices.doctors(sample.at(Way(ADULT, way.branch, ANY_SPECIALTY)), sample.earliest)
    yield from _found(sample, specialty)
    yield card.card(sample.at(replace(way, specialty=specialty, visit=False, service=0)))
    yield choices.services(sample.at(replace(way, service=0)))
    yield times.times(sample.at(way), sample.free)
    yield from _day(sample)
    yield from _booked(sample)
    asked = [entry for category in sample.clinic.faq[:1] for entry in category.entries[:1]]
    yield found(sample.say, catalogue, [Way(doctor=way.doctor), Way(specialty=max(specialty, 0) or 1), *asked], 1)


def _again(sample: Sample) -> Button:
    doctor = choices.short_name(sample.say, sample.desk.catalogue.doctors[sample.way.doctor])
    return Button(sample.say.label("🔁 Again with Dr {doctor}", doctor=doctor), walk(sample.way), "primary")


def _found(sample: Sample, specialty: int) -> Iterator[Screen]:
    """Anybody's times, of a specialty and of whatever one, and a doctor's."""
    way, doctor, zone = sample.way, sample.desk.catalogue.doctors[sample.way.doctor], sample.clinic.zone
    times = [NearestTime(way, doctor, slot.starts_at, zone) for slot in sample.free]
    for wanted in (specialty, ANY_SPECIALTY):
        yield finding.found(sample.at(Way(ADULT, way.branch, wanted)), Only.EARLIEST, times)
    for only in Only:
        suiting = [time for time in times if suits(time.starts_at, zone, only)]
        yield finding.found(sample.at(way), only, suiting)


def _day(sample: Sample) -> Iterator[Screen]:
    if sample.free:
        on = sample.free[0].starts_at.date()
        day = [slot for slot in sample.free if slot.starts_at.date() == on]
        yield times.times_of_day(sample.at(sample.way), day, on)


def _booked(sample: Sample) -> Iterator[Answer]:
    say, clinic, mine = sample.say, sample.clinic, sample.visit()
    offer = sample.desk.options(sample.person).offer(sample.way)
    cost = price(say, clinic, sample.desk.catalogue, offer) if offer else ""
    yield visit.check(say, Check(mine, "sample", sample.way), clinic, cost)
    yield visit.booked(say, Booked(mine), clinic, sample.today)
    yield visit.booked(say, Booked(sample.visit(CHILD)), clinic, sample.today)
    assert mine.branch is not None  # Sample gives one
    yield Pin(say.pick(mine.branch.name), say.pick(mine.branch.address), *(mine.branch.pin or (0, 0)))
    title = say.label("Visit to {clinic}", clinic=say.pick(clinic.name))
    yield File(title, b"", say("Open this file, and the visit is in your calendar."))


def no_booking(sample: Sample) -> Iterator[Answer]:
    say, clinic, way = sample.say, sample.clinic, sample.way
    at, zone = sample.visit().starts_at, sample.clinic.zone
    doctors = sample.desk.catalogue.doctors
    other = next((one for one in doctors if one != way.doctor), way.doctor)
    nearest = (
        NearestTime(way, doctors[way.doctor], at + timedelta(minutes=15), zone),
        NearestTime(replace(way, doctor=other), doctors[other], at, zone),
    )
    refused: list[Outcome] = [Taken(way, nearest, why) for why in NotFree]
    for told in (*refused, Taken(way, ()), NotKnownYet()):
        yield visit.outcome(say, told, clinic, sample.today)
    yield from (visit.outcome(say, Declined(why, way), clinic, sample.today) for why in No if why is not No.GONE)
    yield times.no_times(sample.at(way), at.date())
    yield times.no_times(sample.at(way))
    yield choices.nothing(sample.at(way))
    yield from (finding.found(sample.at(way), only, []) for only in Only)
    yield from _other_doctors(sample)
    yield outdated(say, clinic)


def _other_doctors(sample: Sample) -> Iterator[Screen]:
    """One who does not see the patient's age, and one who has left."""
    options, way = sample.desk.options(sample.person), sample.way
    refused = (one for one in sample.desk.catalogue.doctors if not options.sees(Way(CHILD), one))
    if (adults_only := next(refused, None)) is not None:
        yield card.card(sample.at(Way(CHILD, doctor=adults_only)))
    at = sample.at(Way(ADULT, doctor=way.doctor))
    left = replace(at.options.catalogue, gone=frozenset({way.doctor}), offers=())
    yield card.card(replace(at, options=Options(left, sample.person, sample.today)))
