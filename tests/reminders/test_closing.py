"""Whom nobody here can tell that a branch is closed, reception phones: once, and only then."""

from datetime import timedelta
from typing import Any, cast

import pytest

from crm.model import Appointment, Status
from reception.booking.outcomes import Visit
from reception.people import PatientDetails, PatientOnPhone, People, Person, PhoneState
from reception.visit_mirror import VisitMirror
from reminders.closing import ClosedVisits, Closing, Unheard
from reminders.outbox import Message, Spoken
from reminders.plan import Kind
from reminders.requests import Requests
from tests.crm.story import wall
from tests.reception.offers import CATALOGUE, TODAY

AT = wall("2026-11-24 14:30")
MARTA = PatientOnPhone(1, "marta", PatientDetails("Л", "М", "", TODAY), verified=False)
VISIT = Appointment("1", "marta", "shevchuk", "center", "visit", AT, AT + timedelta(minutes=20), Status.BOOKED, "1")
MESSAGE = Message(9, Kind.CLOSED, 7, (Spoken(5, "1", "marta", AT),), AT, AT, 1, {})


class Desk:
    """Everything that is asked, and what reception was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.patients: tuple[PatientOnPhone, ...] = (MARTA,)
        self.knows = False
        self.closing = Closing(
            cast(ClosedVisits, self),
            cast(Requests, self),
            cast(People, self),
            cast(VisitMirror, self),
            lambda: CATALOGUE,
        )

    async def tell(self) -> list[Unheard]:
        return [Unheard(7, 5, "1", "marta", AT)]

    async def is_told(self, visit: int, starts_at: object) -> bool:
        assert (visit, starts_at) == (5, AT)
        return self.knows

    async def find(self, account: int) -> Person | None:
        return Person(account, 1, "uk", "+380501112233", PhoneState.UNVERIFIED, self.patients, None, None)

    async def known(self, _ids: object) -> dict[str, Appointment]:
        return {"1": VISIT}

    async def say(self, kind: Kind, _person: Person, visit: Visit, about: str, **_more: Any) -> bool:
        assert kind is Kind.TO_PHONE
        self.told.append(f"{visit.patient.id} {about}")
        return True


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_of_an_unproven_number_once(desk: Desk) -> None:
    await desk.closing.look()
    await desk.closing.look()
    assert desk.told == [f"1 5:{AT.isoformat()}"]


async def test_who_could_not_be_told_unless_another_chat_knows(desk: Desk) -> None:
    desk.knows = True
    await desk.closing.was_not_heard(MESSAGE)
    assert desk.told == []
    desk.knows = False
    await desk.closing.was_not_heard(MESSAGE)
    assert desk.told == [f"1 5:{AT.isoformat()}"]


async def test_who_was_taken_off_meanwhile_is_nobody_s_to_phone(desk: Desk) -> None:
    desk.patients = ()
    await desk.closing.look()
    assert desk.told == []
