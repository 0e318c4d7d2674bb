"""Everything that somebody leaves at the desk: found, taken away, and gone; of nobody else a word."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from typing import Any

import pytest

from db.inbox import Inbox
from db.personal.store import PersonalStore
from handlers.home_call_taps import call_home
from handlers.taps import Go, To
from handlers.visit_taps import Act, Answer, MyVisits, PastVisits, Then
from handlers.waiting_taps import wait_for
from reception.waitlist.wish import ANY_DAY
from sandbox import Group
from sandbox.seen import ChatMessage
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import (
    ASKS_BIRTH_DATE,
    ASKS_SURNAME,
    CANARIES,
    CONSENT,
    NO_LONGER,
    PHONE,
    RIGHT,
    SHARE,
    guest,
    has_card,
    patients,
    shares,
    stays,
)
from tests.stories.meeting.traces import traces
from tests.stories.visitors import DANIEL, Visitor, daniel, kyiv

AT, NEXT = "2026-11-24 14:30", "2026-11-26 14:30"
MY_DATA, DOWNLOAD, LEAVE = "🔒 My data", "📤 Download my data", "📴 Forget my number in this chat"
DELETE, SURELY = "🗑 Delete my data", "🗑 Yes, delete my data"
DONE = "Done: I know nothing about you any more. If you ever need us again, send /start."
LEFT = "Done: this chat acts for nobody any more."
FINDING_OUT = "I'm still finding out whether your visit is booked. Please try again in a minute."
STREET = "Kanareichenko Street 7"
WORDS = "Solomiia waited <an hour> & nobody at 050 123 45 67 was told"

LIFT = "Does the lift work?"


@pytest.fixture
def staff_chat_id(staff: Group) -> int:
    return staff.id


async def it_is(desk: StoryDesk, at: str, *more: str) -> None:
    desk.clock.goes_to(kyiv(at))
    for work in ("asking what has changed", *more, "sending what is due"):
        await desk.wakes(work)


async def idle(desk: StoryDesk) -> None:
    updates, lanes = desk.telegram.world.updates, desk.program.intake.lanes
    await desk.telegram.until(lambda: not updates.pending and not len(lanes))


async def registers(visitor: Visitor) -> None:
    """With a number that the clinic knows, a wrong guess, and typing mistakes."""
    await has_card(visitor.desk, first_name="Vira", patronymic="Ihorivna")
    await shares(visitor)
    await visitor.person.sees("On this number we have: V. K.")
    await visitor.person.types("11.05.1987")
    await visitor.reads("This date doesn't match. Please check it and type it again: {n} tries left.")
    await visitor.taps("➕ Register somebody else", ASKS_SURNAME)
    await visitor.person.types("kanareichenko solomiia")
    await visitor.taps("No patronymic", ASKS_BIRTH_DATE)
    await visitor.person.types("31.02.1987")
    await visitor.person.sees("31 February")
    await visitor.person.types("12 may 1987")
    await visitor.taps(RIGHT)
    await visitor.person.sees("Registered")


async def lives_through_everything(visitor: Visitor) -> None:
    """Told the day before and two hours before, late, unhappy; listed to be phoned; the next visit, words half typed
    and messages that wait; a question to reception; and an update that killed whoever handled it."""
    desk = visitor.desk
    await visitor.books(AT)
    await it_is(desk, "2026-11-23 14:30")
    await visitor.reads("🔔 A reminder of your visit: <b>{when}</b>")
    await it_is(desk, "2026-11-24 08:20", "listing whom to phone today")
    await it_is(desk, "2026-11-24 12:30")
    await visitor.taps("⏰ I'll be late", "I've told reception that you'll be late.")
    await it_is(desk, "2026-11-24 16:50")
    await visitor.taps("😡 Very bad", "Would you like to add what went wrong? Just write it here.")
    await visitor.person.types(WORDS)
    await visitor.reads("Thank you. I have passed your words on to reception.")
    await visitor.books(NEXT)
    await visitor.stands_at_check("2026-11-27 10:00")
    await visitor.forges(wait_for(await visitor.way("shevchuk"), ANY_DAY).pack())
    await visitor.person.sees("🔔 Noted.")
    await visitor.person.types("💬 Write to reception")
    await visitor.person.sees("You are writing with reception.")
    await visitor.person.types(LIFT)
    await idle(desk)
    known = await visitor.known()
    await desk.program.desk.drafts.keep(known.id, "first_name", {"surname": "Kanareichenko", "first_name": "late"}, "")
    inbox = Inbox(desk.database, desk.program.bot.id)
    poison = {"update_id": 1, "message": {"chat": {"id": visitor.person.id}, "text": f"{WORDS}!"}}
    await inbox.store([(1, str(visitor.person.id), poison)])
    await inbox.begin(1)
    await inbox.park(1)


async def calls_a_doctor_home(visitor: Visitor) -> None:
    """Reception has arranged it by phone."""
    await visitor.forges(call_home(await visitor.way("shevchuk")).pack())
    await visitor.person.sees("Where shall the doctor come?")
    await visitor.person.types(STREET)
    await visitor.taps("It is a private house")
    await visitor.person.types("050 123 45 67")
    await visitor.taps("Skip")
    await visitor.taps("As soon as possible")
    await visitor.taps("✅ Ask for it", "🏠 Asked for: a doctor for {name}.")
    dialogues = visitor.desk.program.handoff.dialogues
    (one,) = await dialogues.open()
    await dialogues.close(one.id, by_patient=False)
    visitor.desk.forgives = ["not a forum"]


async def downloads(visitor: Visitor) -> tuple[str, dict[str, Any]]:
    """The page and what is in the file for other programs, having come to them by the settings."""
    await visitor.person.types("/settings")
    await visitor.taps(MY_DATA)
    await visitor.taps(DOWNLOAD, "The same for other programs")
    page, data = [file_of(visitor, one) for one in visitor.person.chat if one.by_bot and one.document][-2:]
    return page, json.loads(data)


def file_of(visitor: Visitor, message: ChatMessage) -> str:
    assert message.document is not None
    content: bytes = visitor.desk.telegram.world.files.by_id[message.document["file_id"]].content
    return content.decode()


async def test_all_that_somebody_leaves_here_is_found_taken_away_and_then_nowhere(desk: StoryDesk) -> None:
    """The ear of this folder's conftest.py hears whether any of it was ever logged."""
    other = await daniel(desk, replace(DANIEL, born_on=date(1990, 1, 1)))
    await other.books("2026-11-24 16:00")
    visitor = guest(desk)
    await registers(visitor)
    await calls_a_doctor_home(visitor)
    await lives_through_everything(visitor)
    await idle(desk)
    owner = (str(visitor.person.id),)
    found = set(await traces(desk.database))
    assert {"accounts.phone_sealed", "patients.sealed", "drafts.sealed", "outbox.sealed", "ratings.sealed"} <= found
    assert {"inbox.body", "home_calls.sealed"} <= found
    assert "accounts.telegram_id" in await traces(desk.database, owner)

    page, told = await downloads(visitor)
    for canary in (
        "Kanareichenko",
        "Solomiia",
        "501234567",
        "1987-05-12",
        owner[0],
        STREET,
        WORDS,
        f"{WORDS}!",
        "very_bad",
    ):
        assert canary in json.dumps(told, ensure_ascii=False), canary
    assert {name for name, entries in told.items() if not entries} == {"kept_times", "admin_seat", "admin_changes"}
    assert [(one["kind"], one["words"]) for one in told["written"]] == [("to_staff", f"{WORDS}\n{LIFT}")]
    assert told["wishes"][0]["doctor"]["en"] == "Olena Shevchuk"
    assert {one["kind"] for one in told["requests"]} == {"late", "phone_today"}
    for canary in ("Kanareichenko", "Solomiia", "12 May 1987", "24 November 2026, 14:30", "Very bad", escape(WORDS)):
        assert canary in page, canary
    assert "Kanareichenko, late</dd>" in page, "what is typed stays as it was, also where it reads like a code"
    for of_others in ("Fernsby", "Daniel", "447700900123", str(other.person.id), "Vira", "Ihorivna"):
        assert of_others not in page + json.dumps(told, ensure_ascii=False), of_others
    assert "lookup" not in json.dumps(told)

    others = PersonalStore(desk.database)
    before = await others.all(await other.known())
    await visitor.person.types("/privacy")
    await visitor.taps(DELETE, "What the clinic keeps")
    await visitor.taps(SURELY, DONE)
    await idle(desk)
    assert await traces(desk.database) == []
    assert await traces(desk.database, owner) == []
    assert await others.all(await other.known()) == before
    await it_is(desk, "2026-11-25 14:30")
    assert "reminder" not in visitor.person.last.text
    assert [data for data in carried(desk) if any(canary in data for canary in CANARIES)] == []
    await visitor.forges(Go(to=To.ERASE_SURELY).pack())
    await visitor.reads(DONE)
    await idle(desk)
    assert await traces(desk.database, owner) == [], "deleted twice is deleted"


def carried(desk: StoryDesk) -> list[str]:
    """By all buttons under all that was ever sent or edited."""
    keyboards = [str(call.params["reply_markup"]) for call in desk.telegram.calls if call.params.get("reply_markup")]
    found = [data for keyboard in keyboards for data in re.findall(r"callback_data=[\"'](.*?)[\"']", keyboard)]
    assert Go(to=To.ERASE_SURELY).pack() in found, "the search finds what there is"
    return found


async def test_whoever_asks_for_it_again_at_once_is_pointed_to_what_was_sent(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await downloads(visitor)
    for _ in range(2):
        await visitor.taps(DOWNLOAD, "I've sent you your data a moment ago")
    assert len([one for one in visitor.person.chat if one.document]) == 2
    desk.clock.goes_on(timedelta(minutes=1))
    await downloads(visitor)
    assert len([one for one in visitor.person.chat if one.document]) == 4


async def test_the_page_speaks_the_language_of_the_chat(desk: StoryDesk) -> None:
    visitor = await stays(desk, language="uk")
    page, told = await downloads(visitor)
    assert '<html lang="uk">' in page
    assert "12 травня 1987" in page
    assert told["patients"][0]["born_on"] == "1987-05-12", "whatever the language"


async def test_who_leaves_this_phone_comes_back_with_the_same_number(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.books(AT)
    old = Answer(note=1, act=Act.COME, visit=0).pack()
    await visitor.person.types("/privacy")
    await visitor.taps(LEAVE, "Forget your number in this chat?")
    await visitor.taps("⬅️ Back")
    await visitor.taps(LEAVE, "Forget your number in this chat?")
    await visitor.taps("📴 Yes, forget my number", LEFT)
    await visitor.forges(Go(to=To.LEAVE_SURELY).pack())
    await idle(desk)
    assert await traces(desk.database) == []
    await it_is(desk, "2026-11-23 14:30")
    visitor.person.does_not_see("reminder of your visit")
    await visitor.forges(old)
    await visitor.reads(NO_LONGER)
    await visitor.forges(PastVisits(patient=0, page=0).pack())
    await visitor.reads(CONSENT)
    await visitor.person.types("/help")
    await visitor.person.sees("/visits")
    await visitor.forges(MyVisits(then=Then.OPEN, patient=0, page=0).pack())
    await visitor.reads(CONSENT)
    await visitor.taps(SHARE)
    await visitor.person.sees("On this number we have: S. K.")
    await visitor.person.types("12.05.1987")
    await visitor.person.sees("24 November, 14:30")
    assert len(await patients(visitor)) == 1


async def test_who_goes_while_a_visit_is_being_booked_is_asked_to_wait(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.stands_at_check(AT)
    key = visitor.confirm.removeprefix("c:")
    await desk.program.desk.bookings.begin(key)
    for to in (To.ERASE_SURELY, To.LEAVE_SURELY):
        await visitor.forges(Go(to=to).pack())
        await visitor.reads(FINDING_OUT)
    await visitor.taps("🔁 Try again", "Forget your number in this chat?")
    desk.clock.goes_on(timedelta(minutes=2))
    await desk.wakes("settling unknown bookings")
    await visitor.forges(Go(to=To.ERASE_SURELY).pack())
    await visitor.reads(DONE)
    await idle(desk)
    assert await traces(desk.database, (*CANARIES, PHONE)) == []


async def test_visits_can_be_cancelled_before_all_is_deleted(desk: StoryDesk) -> None:
    visitor = await stays(desk)
    await visitor.books(AT)
    await visitor.person.types("/privacy")
    await visitor.taps(DELETE, "What the clinic keeps")
    await visitor.taps("🗓 My visits")
    await visitor.person.sees("24 November, 14:30")
