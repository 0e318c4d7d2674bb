"""What the clinic itself does, past the bot. Whatever its system refuses, reception lets be."""

from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any

from crm.embedded.hours import Span
from crm.errors import CrmError
from crm.model import NewPatient, Order, Slot, Status
from tests.fuzz.life import CLINIC, Life, one_of
from tests.fuzz.truth import Fact

Work = Callable[[Life, int, int, NewPatient], Coroutine[Any, Any, None]]

DAY, STEP = timedelta(days=1), timedelta(minutes=20)
DOCTORS = [doctor.id for doctor in CLINIC.doctors]
BECOMES = (Status.ARRIVED, Status.FULFILLED, Status.NOSHOW)


async def makes_a_card(life: Life, _number: int, _other: int, new: NewPatient) -> None:
    await life.reception.crm.create_patient(new)


async def books(life: Life, number: int, other: int, _new: NewPatient) -> None:
    """At any time at all, for anybody."""
    truth = await life.truth()
    cards = [str(row.id) for row in truth.tables["crm_patients"]]
    starts_at = life.opened_at.replace(second=0) + DAY * (other // 3) + timedelta(hours=1) + STEP * number
    slot = Slot(DOCTORS[other % 3], "center", "visit", starts_at, starts_at + STEP)
    if patient := one_of(cards, number):
        key = f"by hand {len(truth.visits)}"
        with suppress(CrmError):
            await life.reception.crm.book_by_reception(Order(key, slot, patient))


async def moves(life: Life, number: int, other: int, _new: NewPatient) -> None:
    if fact := await _standing(life, number):
        with suppress(CrmError):
            await life.reception.move(fact.id, fact.starts_at + STEP * (other - 2))


async def cancels(life: Life, number: int, _other: int, _new: NewPatient) -> None:
    if fact := await _standing(life, number):
        with suppress(CrmError):
            await life.reception.crm.cancel(fact.id)


async def marks(life: Life, number: int, other: int, _new: NewPatient) -> None:
    """The patient is there, or what became of the visit."""
    if fact := await _standing(life, number):
        over = fact.starts_at <= life.clock.now()
        await life.reception.crm.mark(fact.id, BECOMES[other % 3] if over else Status.ARRIVED)


async def misses_a_doctor(life: Life, number: int, other: int, _new: NewPatient) -> None:
    """For a day, or no longer."""
    midnight = datetime.combine(life.desk.today() + DAY * (other // 2), time())
    off = [Span(midnight, midnight + DAY)]
    if other % 2:
        await life.reception.comes_back(DOCTORS[number % 3], off)
    else:
        await life.reception.goes_away(DOCTORS[number % 3], off)


async def changes_its_file(life: Life, number: int, _other: int, _new: NewPatient) -> None:
    """A doctor has left, or all are there again."""
    left = [doctor for place, doctor in enumerate(CLINIC.doctors) if place != number]
    await life.imports(CLINIC.model_copy(update={"doctors": tuple(left)}))


async def _standing(life: Life, number: int) -> Fact | None:
    standing = sorted((await life.truth()).standing, key=lambda fact: int(fact.id), reverse=True)
    return one_of(standing, number)


HOUSE: Sequence[Work] = (books, books, moves, cancels, marks, makes_a_card, misses_a_doctor, changes_its_file)
