"""Each table that holds something about a person is told and erased with them, or says why it is nobody's."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from crm.model import Appointment, Slot, Status
from db.admins import AdminStore
from db.bookings import BookingStore
from db.database import Database
from db.drafts import DraftStore
from db.handoff import DialogueStore
from db.home_calls import HomeCallStore
from db.inbox import Inbox
from db.metadata import metadata
from db.notes import NoteStore
from db.outbox import OutboxStore
from db.people import TRIES_LIFE, PeopleStore
from db.personal import KEEPERS, NOBODYS
from db.personal.store import PersonalStore
from db.requests import RequestStore
from db.tables import accounts, birth_date_tries, bookings, inbox, outbox, outbox_log, patients
from db.visits import VisitStore
from db.wishes import WishStore
from reception.admin.edits import Admin
from reception.booking.bookings import SlotInFlight, State
from reception.booking.way import Way
from reception.handoff.dialogue import Said
from reception.home_calls.call import Call
from reception.home_calls.call import Said as HomeCallSaid
from reception.people import PatientDetails, Person, PhoneState
from reception.privacy import Named
from reception.waitlist.wish import ANY_DAY, Freed, Waiting
from reminders.notes import Score
from reminders.outbox import State as Told
from reminders.plan import Kind
from tests.crm.clock import MovableClock
from tests.crm.story import wall
from tests.db.waiting import somebody_waits

NOW = wall("2026-11-23 09:00")
AT = wall("2026-11-24 14:30")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PHONE = "+380501234567"
MARTA = PatientDetails("Коваль", "Марта", "Ігорівна", date(1987, 5, 12))


class Desk:
    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, MovableClock(NOW)
        self.people, self.visits = PeopleStore(database, self.clock), VisitStore(database, self.clock)
        self.bookings, self.outbox = BookingStore(database, self.clock), OutboxStore(database, self.clock)
        self.requests = RequestStore(database, self.clock)
        self.records = PersonalStore(database)
        self.inbox = Inbox(database, 42)

    async def person(self, telegram_id: int = 1, crm_id: str = "marta", *, verified: bool = True) -> Person:
        state = PhoneState.VERIFIED if verified else PhoneState.UNVERIFIED
        person = await self.people.arrive(telegram_id, "uk", "door")
        await self.people.give_phone(person.id, f"{PHONE[:-1]}{telegram_id}", state, "2026-11")
        await self.people.add_patient(await self.again(telegram_id), crm_id, MARTA)
        return await self.again(telegram_id)

    async def again(self, telegram_id: int = 1) -> Person:
        return await self.people.arrive(telegram_id, "uk", "")

    async def books(self, person: Person, key: str = "key") -> None:
        way = Way(person.patients[0].id, 1, doctor=9, visit=True, service=5)
        await self.bookings.draw(key, person.id, way, Slot("d", "b", "s", AT, AT + HOUR, token="room 7"))

    async def waits(self, person: Person, at: datetime) -> None:
        """And has a time kept for them."""
        wishes = WishStore(self.database, self.clock, self.bookings.look_at_others)
        way = Way(person.patients[0].id, 1, doctor=9, visit=True, service=5)
        wish = await wishes.wish(person.id, way, ANY_DAY, NOW + 30 * DAY)
        assert wish
        assert await wishes.hold(Waiting(wish), Freed((9, 1, 5), at, NOW), at + HOUR, NOW)

    async def calls(self, person: Person) -> None:
        said = HomeCallSaid(f"вул. Канаркова, {person.id}", "", PHONE, "", "")
        call = Call(f"call-{person.id}", person.id, person.patients[0].id, "Коваль Марта", 9, said, urgent=False)
        await HomeCallStore(self.database, self.clock).begin(call)

    async def asks(self, person: Person, html: str) -> None:
        talks = DialogueStore(self.database, self.clock)
        await talks.begin(person.id)
        await talks.hear(person.id, Said(person.telegram_id, 1, html), urgent=False)

    async def remembers(self, number: str = "1", patient: str = "marta") -> None:
        seen = Appointment(number, patient, "shevchuk", "center", "visit", AT, AT + HOUR, Status.BOOKED, "1")
        await self.visits.keep(seen)

    async def joins_the_admins(self, person: Person) -> None:
        admins = AdminStore(self.database, self.clock)
        await admins.keep_invite(f"for {person.id}")
        newcomer = Admin(person.id, person.telegram_id, f"Admin {person.id}")
        assert await admins.redeem(f"for {person.id}", newcomer, DAY)

    async def says(self, update_id: int, chat: int | str, *, gives_up: bool) -> None:
        body = {"update_id": update_id, "message": {"chat": {"id": chat}, "text": "Я Марта Коваль"}}
        await self.inbox.store([(update_id, str(chat), body)])
        await self.inbox.begin(update_id)
        await (self.inbox.park if gives_up else self.inbox.finish)(update_id)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_each_table_has_a_keeper_or_is_nobody_s_for_a_reason() -> None:
    ours = {table.name for table in metadata.sorted_tables if not table.name.startswith("crm_")}
    kept = {table.name for keeper in KEEPERS for table in keeper.tables}
    assert kept & NOBODYS.keys() == set()
    assert kept | NOBODYS.keys() == ours
    assert all(NOBODYS.values())


def test_what_hangs_on_an_account_goes_with_it() -> None:
    for keeper in KEEPERS:
        for table in keeper.tables:
            for key in (key for key in table.foreign_keys if key.column.table.name in {"accounts", "patients"}):
                assert key.ondelete == "CASCADE", table.name
            if "account_id" in table.c:
                assert table.c.account_id.foreign_keys, table.name


def test_names_in_the_file_are_each_keeper_s_own() -> None:
    names = [keeper.name for keeper in KEEPERS]
    assert len(set(names)) == len(names)


async def test_all_that_is_kept_is_told_and_nothing_of_others(desk: Desk) -> None:
    person, other = await desk.person(), await desk.person(2, "orest")
    for one in (person, other):
        await desk.books(one, f"key-{one.id}")
        await DraftStore(desk.database, desk.clock).keep(one.id, "surname", {"surname": "Ко"}, "doctor_7")
        await desk.remembers(str(one.id), one.patients[0].crm_id)
        (visit,) = (await desk.visits.ids([str(one.id)])).values()
        await NoteStore(desk.database, desk.clock).rate(one.id, visit, Score.BAD)
        await NoteStore(desk.database, desk.clock).explain(one.id, visit, f"words of {one.id}")
        body = {"patient": "Коваль Марта", "starts_at": AT.isoformat(), "doctor": "shevchuk", "branch": ""}
        await desk.requests.add(Kind.LATE, f"late-{one.id}", body, DAY, one.id)
        await desk.says(100 + one.id, one.telegram_id, gives_up=True)
        await desk.waits(one, AT + one.id * DAY)
        await desk.calls(one)
        await desk.asks(one, f"<b>3 &lt; {one.id}?</b>")
        await desk.joins_the_admins(one)
    listed = [{"account": str(one.id), "patient": "Коваль", "starts_at": AT.isoformat()} for one in (person, other)]
    await desk.requests.add(Kind.PHONE_TODAY, "phone_today", {"listed": listed}, DAY)

    told = await desk.records.all(person)
    assert {name: len(entries) for name, entries in told.items()} == {
        **dict.fromkeys(("account", "patients", "draft", "bookings", "visits", "wishes", "kept_times"), 1),
        "ratings": 1,
        "given_up": 1,
        "messages": 1,  # of the kept time
        "deeds": 3,
        "requests": 2,
        "home_calls": 1,
        "dialogues": 1,
        "written": 1,
        "admin_seat": 1,
        "admin_changes": 1,  # that they came
    }
    (call,) = told["home_calls"]
    assert (call["address"], call["doctor"]) == (f"вул. Канаркова, {person.id}", Named("doctor", 9))
    assert told["written"][0]["words"] == f"3 < {person.id}?"
    assert told["account"][0]["phone"] == f"{PHONE[:-1]}1"
    assert told["patients"][0]["born_on"] == MARTA.born_on
    assert told["draft"][0]["written"] == ["Ко"]
    assert told["bookings"][0]["doctor"] == Named("doctor", 9)
    assert told["visits"][0]["branch"] == Named("branch", "center")
    assert told["ratings"][0]["words"] == f"words of {person.id}"
    assert told["given_up"][0]["words"] == "Я Марта Коваль"
    late, phone = told["requests"]
    assert (late["kind"], late["starts_at"], late["branch"]) == ("late", AT, Named("branch", None))
    assert (phone["kind"], phone["patient"], "account" in phone) == ("phone_today", "Коваль", False)


async def test_of_a_typed_number_no_more_is_told_than_was_booked_here(desk: Desk) -> None:
    """The clinic's card may be somebody else's: its visits must not be hinted at."""
    person = await desk.person(verified=False)
    await desk.remembers("not here")
    assert (await desk.records.all(person))["visits"] == []
    await desk.remembers("here")
    await desk.books(person)
    await desk.bookings.settle("key", State.BOOKED, "here")
    assert len((await desk.records.all(person))["visits"]) == 1


async def test_erasing_leaves_others_as_they_were(desk: Desk) -> None:
    person, other = await desk.person(), await desk.person(2)
    listed = [{"account": str(one.id), "patient": "Коваль", "starts_at": AT.isoformat()} for one in (person, other)]
    await desk.requests.add(Kind.PHONE_TODAY, "phone_today", {"listed": listed}, DAY)
    await desk.remembers()
    before = await desk.records.all(other)
    assert await desk.records.erase(person)
    assert await desk.records.all(other) == before
    assert all(entries == [] for entries in (await desk.records.all(person)).values())


async def test_what_is_done_with_tells_not_even_whose_it_was(desk: Desk) -> None:
    await desk.says(1, 77, gives_up=False)
    (row,) = await desk.database.rows(select(inbox))
    assert (row.state, row.body, row.lane) == ("done", None, "")


async def test_what_was_given_up_is_wiped_in_each_topic_of_the_chat_and_in_no_other(desk: Desk) -> None:
    person = await desk.person(telegram_id=77)
    for update_id, chat in enumerate(("77", "77:5", "775", "7")):
        await desk.says(update_id, chat, gives_up=True)
    assert await desk.records.erase(person)
    rows = await desk.database.rows(select(inbox).order_by(inbox.c.update_id))
    assert [(row.lane, row.body is None) for row in rows] == [("", True), ("", True), ("775", False), ("7", False)]


async def test_nobody_gets_new_tries_by_erasing_and_they_die_of_themselves(desk: Desk) -> None:
    person = await desk.person()
    await desk.people.count_wrong_try(PHONE)
    assert await desk.records.erase(person)
    assert await desk.people.wrong_tries(PHONE) == 1
    desk.clock.goes_to(NOW + TRIES_LIFE)
    await desk.people.forget_tries()
    assert await desk.database.rows(select(birth_date_tries)) == []


@pytest.mark.parametrize("goes", ["erase", "leave"])
@pytest.mark.parametrize("state", [State.SENDING, State.UNKNOWN])
async def test_nobody_goes_while_a_visit_of_theirs_is_being_booked(desk: Desk, goes: str, state: State) -> None:
    person = await desk.person()
    await desk.books(person)
    await desk.bookings.begin("key")
    await desk.bookings.settle("key", state)
    go = getattr(desk.records, goes)
    assert not await go(person)
    assert len((await desk.again()).patients) == 1
    await desk.bookings.settle("key", State.BOOKED, "1")
    assert await go(person)
    assert await desk.database.rows(select(bookings)) == []


@pytest.mark.parametrize("database_home", ["postgresql"], indirect=True)
async def test_a_card_that_is_being_confirmed_at_this_moment_is_seen(desk: Desk) -> None:
    """SQLite lets but one write anyway."""
    person = await desk.person()
    await desk.books(person)
    async with desk.database.write() as connection:
        await connection.execute(update(bookings).values(state=State.SENDING))
        going = asyncio.create_task(desk.records.erase(person))
        await somebody_waits(desk.database)
    assert not await going


async def test_a_card_that_is_confirmed_too_late_books_nothing(desk: Desk) -> None:
    person = await desk.person()
    await desk.books(person)
    assert await desk.records.erase(person)
    with pytest.raises(SlotInFlight):
        await desk.bookings.begin("key")


async def test_a_message_on_its_way_ends_well_though_its_person_is_gone(desk: Desk) -> None:
    """Its end was to be written down under a message that was no more, and spoiled the round for all others."""
    gone, stays = await desk.person(), await desk.person(2)
    for person in (gone, stays):
        await desk.requests.add(Kind.LATE, f"late-{person.id}", {"patient": "Коваль"}, DAY, person.id)
    messages = await desk.outbox.claim(10)
    for message in messages:
        assert await desk.outbox.begin(message)
    assert await desk.records.erase(gone)
    for message in messages:
        await desk.outbox.settle(message, Told.SENT)
        await desk.outbox.postpone(message, NOW)
    assert [row.account_id for row in await desk.database.rows(select(outbox))] == [stays.id]
    log = await desk.database.rows(select(outbox_log.c.state).order_by(outbox_log.c.id))
    assert [row.state for row in log][-2:] == [Told.SENT, Told.DUE]


async def test_who_leaves_takes_number_and_patients_and_leaves_what_reception_was_told(desk: Desk) -> None:
    person = await desk.person()
    await desk.people.turn_off(person.id, [Kind.RATING])
    await DraftStore(desk.database, desk.clock).keep(person.id, "surname", {"surname": "Ко"}, "")
    await desk.requests.add(Kind.LATE, "late", {"patient": "Коваль"}, DAY, person.id)
    await desk.remembers()
    assert await desk.records.leave(person)
    left = await desk.again()
    assert (left.phone, left.phone_state, left.patients, left.draft) == (None, PhoneState.NONE, (), None)
    assert (left.language, left.notices_off) == ("uk", frozenset())
    told = await desk.records.all(left)
    assert (told["account"][0]["consent_version"], told["account"][0]["source"]) == ("2026-11", None)
    assert (len(told["requests"]), told["visits"]) == (1, [])
    (row,) = await desk.database.rows(select(accounts.c.phone_lookup, accounts.c.phone_sealed))
    assert tuple(row) == (None, None)
    assert await desk.database.rows(select(patients)) == []
    assert await desk.visits.ids(["1"]) == {}
