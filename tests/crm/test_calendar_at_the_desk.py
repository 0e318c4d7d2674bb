"""A visit in the calendar of a phone: one entry from the booking to the end, whoever changes it and however."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest

from reception.calendar import calendar_file
from tests.crm.at_the_desk import LATER, NINE, TEN, AtTheDesk, Death, Killed, database_of
from tests.crm.story import order, somebody, wall
from tests.reception.phone_calendar import PhoneCalendar


@dataclass
class Phone:
    at: AtTheDesk
    number: int
    calendar: PhoneCalendar = field(default_factory=PhoneCalendar)
    files: list[bytes] = field(default_factory=list)

    async def taps_calendar(self) -> None:
        """The old button, under the visit as it was first booked."""
        visits, person = self.at.desk.visits, self.at.person
        own = await visits.visit(person, self.number)
        assert own is not None
        found = await visits.entry(person, own)
        assert found is not None
        now, entry = found
        visit, clock = now.told(self.at.desk.catalogue), self.at.story.system.clock
        file = calendar_file(visit, entry, "Візит", "", clock, cancelled=now.cancelled)
        for one in (file, *self.files):  # old ones are opened once more, and change nothing
            self.calendar.opens(one)
        self.files.append(file)

    async def shows(self) -> list[datetime]:
        await self.taps_calendar()
        return [begins for begins, _ in self.calendar.shows]


@pytest.fixture
async def phone(either: AtTheDesk) -> Phone:
    phone = Phone(either, await either.books(NINE))
    assert await phone.shows() == [wall(NINE)]
    return phone


async def test_it_moves_with_the_patient_and_goes_when_they_cancel(phone: Phone) -> None:
    at, number = phone.at, phone.number
    for time in (LATER, TEN):
        await at.confirms(await at.key(time, number))
        assert await phone.shows() == [wall(time)]
        (number,) = (await at.numbers()).values()
    await at.desk.cancelling.cancel(at.person, at.desk.catalogue, number)
    assert await phone.shows() == []


async def test_it_moves_and_goes_with_what_reception_does(phone: Phone) -> None:
    story = phone.at.story
    (visit,), (marta,) = await phone.at.appointments(), await story.crm.find_patients(somebody().phone)
    await story.system.reception_moves(visit.id, order(await story.slot("Граб Іван", TEN), marta))
    assert await phone.shows() == [wall(TEN)], "also before a look at the system has seen it"
    await phone.at.desk.sync.round()
    assert await phone.shows() == [wall(TEN)]
    (visit,) = [one for one in await phone.at.appointments() if one.starts_at == wall(TEN)]
    await story.system.reception_cancels(visit.id)
    await phone.at.desk.sync.round()
    assert await phone.shows() == []


@pytest.mark.parametrize("death", [Death.LOST, Death.KILL])
@pytest.mark.parametrize("verb", ["book", "cancel"])
async def test_it_is_one_entry_also_when_the_move_was_found_out_later(
    any_desk: AtTheDesk, verb: str, death: Death
) -> None:
    phone = Phone(any_desk, await any_desk.books(NINE))
    await phone.taps_calendar()
    key = await any_desk.key(LATER, phone.number)
    any_desk.crm.dies(death, verb)
    try:
        await any_desk.confirms(key)
    except Killed:
        await any_desk.starts_again(database_of(any_desk.story))
    any_desk.crm.faulty.comes_back()
    await any_desk.settles()
    assert await phone.shows() == [wall(LATER)]
