"""What people do who wait for a time, and what must be true of what they are told."""

from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from crm.errors import CrmError
from crm.model import Appointment, NewPatient, Order, Slot
from reception.booking.outcomes import Check, Declined, No, Taken
from reception.booking.way import Options, Way
from reception.people import Person
from reception.waitlist.wish import MOST_WISHES, Hold
from tests.fuzz.ledger import Chat
from tests.fuzz.life import CHATS, Card, Life, one_of
from tests.fuzz.truth import Truth
from tests.fuzz.visiting import shown

TOMORROW = 0  # beside the other kinds of days (reception/waitlist/wish.py)
MINUTE = timedelta(minutes=1)
PASSER_BY = NewPatient("Ткач", "Петро", "", date(1960, 1, 2), "+380501234569")


async def waits(life: Life, chat: Chat, patient: int, offer: int, days: int) -> None:
    """For a doctor, or for the specialty at that branch."""
    person = await life.person(chat)
    options, whom = life.desk.options(person), one_of(person.patients, patient)
    chosen = one_of(options.offers(Way(whom.id)), offer // 2) if whom else None
    if whom and chosen:
        wide = Way(whom.id, chosen.branch, options.specialty_of(chosen))
        narrow = Way(whom.id, chosen.branch, doctor=chosen.doctor, visit=True, service=chosen.service)
        await _wishes(life, person, options, wide if offer % 2 else narrow, days)


async def waits_to_move(life: Life, chat: Chat, visit: int, days: int) -> None:
    person = await life.person(chat)
    options = life.desk.options(person)
    way = await life.desk.moving.begins(person, options, visit)
    if isinstance(way, Way) and life.desk.waitlist.may_wait(options, way):
        await _wishes(life, person, options, way, days)


async def _wishes(life: Life, person: Person, options: Options, way: Way, days: int) -> None:
    waitlist = life.desk.waitlist
    assert waitlist.may_wait(options, way)
    wish = await waitlist.wish(person, options, way, days or life.desk.today().toordinal() + 1)
    theirs = [one for one in await waitlist.of(person) if one.way.patient == way.patient]
    assert wish in theirs if wish else len(theirs) == MOST_WISHES


async def stops(life: Life, chat: Chat, wish: int) -> None:
    person, before = await life.person(chat), await life.truth()
    said = await life.desk.waitlist.stop(person, life.desk.catalogue, wish)
    assert (said is not None) is (wish in owned(before, "wishes", person)), "another person's wish is answered"
    gone = {row.id for row in before.waiting} - {row.id for row in (await life.truth()).waiting}
    assert gone <= ({wish} if said else set()), "another wish is stopped"


async def takes(life: Life, chat: Chat, number: int) -> Card | None:
    """The check card of what is held, or was."""
    person, before = await life.person(chat), await life.truth()
    hold = await life.desk.waitlist.hold(person, number)
    assert (hold is not None) is (number in owned(before, "holds", person)), "another person's hold is answered"
    told = await _checked(life, person, hold) if hold else None
    if hold and isinstance(told, Taken):
        assert not (hold.holds(life.clock.now()) and await _is_there(life, hold)), "held for them, and not given"
        await life.desk.waitlist.is_gone(hold)
    return await shown(life, person, told) if isinstance(told, Check) else None


async def _checked(life: Life, person: Person, hold: Hold) -> Check | Taken | Declined:
    """As handlers/waiting.py does it."""
    booking, options = life.desk.booking, life.desk.options(person)
    told = await booking.check(person, options, hold.way, hold.starts_at)
    if hold.way.moving and isinstance(told, Declined) and told.why in {No.CHANGED, No.GONE}:
        return await booking.check(person, options, replace(hold.way, moving=0), hold.starts_at)
    return told


async def _is_there(life: Life, hold: Hold) -> bool:
    """In the clinic's own system."""
    catalogue, way = life.desk.catalogue, hold.way
    place = catalogue.doctors[way.doctor].id, catalogue.services[way.service].id, catalogue.branches[way.branch].id
    return bool(await life.reception.crm.free_slots(*place, hold.starts_at, hold.starts_at + MINUTE))


async def passes_on(life: Life, chat: Chat, number: int) -> Card | None:
    person, before = await life.person(chat), await life.truth()
    waitlist, now = life.desk.waitlist, life.clock.now()
    hold = await waitlist.hold(person, number)
    assert (hold is not None) is (number in owned(before, "holds", person)), "another person's hold is answered"
    if hold and await waitlist.is_open(person, hold.wish_id):
        await waitlist.decline(hold)
        left = {row.id for row in (await life.truth()).held(now)}
        assert left == {row.id for row in before.held(now)} - {number}, "another time is passed on"
    return None


SaysToIt = Callable[[Life, Chat, int], Coroutine[Any, Any, Card | None]]
ANSWERS: Sequence[SaysToIt] = (takes, takes, passes_on)


async def a_time_frees_up(life: Life, chat: Chat, patient: int, offer: int, time: int, days: int) -> None:
    """Reception has taken it, they and the next chat wait for it, and reception gives it up between two looks."""
    person = await life.person(chat)
    whom = one_of(person.patients, patient)
    chosen = one_of(life.desk.options(person).offers(Way(whom.id)), offer // 2) if whom else None
    if chosen:
        way = Way(branch=chosen.branch, doctor=chosen.doctor, service=chosen.service)
        slot = one_of(await life.desk.times.free(life.desk.catalogue, way), time)
        taken = await _taken(life, slot) if slot else None
        for one in (chat, life.ledger.chats[chat.number % CHATS]):
            await waits(life, one, patient, offer, days)
        await life.wakes()
        if taken:
            await life.reception.crm.cancel(taken.id)
        life.clock.goes_on(MINUTE)


async def _taken(life: Life, slot: Slot) -> Appointment | None:
    crm = life.reception.crm
    whose = await crm.create_patient(PASSER_BY)
    with suppress(CrmError):
        return await crm.book_by_reception(Order(f"by hand {len((await life.truth()).visits)}", slot, whose.id))
    return None


def owned(truth: Truth, table: str, person: Person) -> dict[int, Row[Any]]:
    """By their numbers."""
    return {row.id: row for row in truth.tables[table] if row.account_id == person.id}
