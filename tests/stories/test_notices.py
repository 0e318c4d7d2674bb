"""The right words at the right hour, once, for every visit, however it was booked."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.model import Order
from db.tables import outbox
from handlers.visit_taps import Act, Answer, Rate
from reminders.notes import Score
from sandbox import Group
from sandbox.faults import refused
from sandbox.refusals import bad_request
from sandbox.seen import ChatMessage
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, OUTDATED, Visitor, daniel, kyiv, olena, slot

AT, DAY_BEFORE, TWO_HOURS, AFTER = "2026-11-24 14:30", "2026-11-23 14:30", "2026-11-24 12:30", "2026-11-24 16:50"
OF_THE_VISIT = "вт, 24 листопада, 14:30, Шевчук Олена Іванівна, Центр"
REMINDER = "🔔 A reminder of your visit: <b>{when}</b>"
SOON = "⏰ Soon it's time for your visit: <b>{when}</b>"
OFF = "🔕 These messages come no more: {kind}. In Settings you can turn them on again."
HOW = "How was your visit on {when}?"


@pytest.fixture
def staff_chat_id(staff: Group) -> int:
    return staff.id


async def it_is(desk: StoryDesk, at: str) -> None:
    """The clock goes there, and the bot does what it does every few seconds."""
    desk.clock.goes_to(kyiv(at))
    for work in ("asking what has changed", "telling what the clinic has changed", "sending what is due"):
        await desk.wakes(work)


async def reception_books(visitor: Visitor, at: str = AT) -> str:
    patient = (await visitor.known()).patients[0].crm_id
    order = Order(f"by-phone-{at}", await slot(visitor.desk, at), patient)
    return (await visitor.desk.system.reception_books(order)).id


def notices(visitor: Visitor) -> list[ChatMessage]:
    """Messages of the bot's own accord: each has the button that turns it off, or that takes note."""
    return [
        one for one in visitor.person.chat if one.by_bot and any("🔕" in b.text for row in one.buttons for b in row)
    ]


async def test_a_visit_booked_here_is_reminded_of_twice_and_asked_about_once(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.books(AT)
    await it_is(desk, "2026-11-23 14:29")
    assert notices(visitor) == []
    for at, words, labels in (
        (DAY_BEFORE, REMINDER, ["✅ I'll come", "🔁 Another time", "❌ I can't come"]),
        (TWO_HOURS, SOON, ["🗺 Route", "⏰ I'll be late", "❌ I can't come"]),
        (AFTER, HOW, ["😍 Great", "🙂 Good", "😐 So-so", "🙁 Bad", "😡 Very bad", "🚫 It didn't happen"]),
    ):
        before = len(notices(visitor))
        await it_is(desk, at)
        await visitor.reads(words)
        assert visitor.labels[:-1] == [visitor.words(label) for label in labels]
        await it_is(desk, at)
        assert len(notices(visitor)) == before + 1, "once"


async def test_a_visit_entered_by_reception_is_reminded_of_too(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await reception_books(visitor)
    await it_is(desk, "2026-11-23 10:00")
    await it_is(desk, DAY_BEFORE)
    await visitor.reads(REMINDER)


async def test_who_says_that_they_come_keeps_the_other_buttons(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, DAY_BEFORE)
    for _ in range(2):
        await visitor.taps("✅ I'll come", "Thank you! We look forward to seeing you.")
        assert notices(visitor)[0].buttons[0][0].text == "✅ You'll come"
        break
    assert len(notices(visitor)) == 1


async def test_being_late_reaches_reception_at_once_and_once(desk: StoryDesk, staff: Group) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, TWO_HOURS)
    await visitor.taps("⏰ I'll be late", "I've told reception that you'll be late.")
    await desk.wakes("sending what is due")
    await visitor.taps("⏰ I'll be late", "Reception knows already. In a hurry? {phone}")
    await desk.wakes("sending what is due")
    assert staff.said == [
        f"⏰ Запізнюється\nFernsby Daniel, +44 7700 900123\n{OF_THE_VISIT}",
    ]


async def test_what_reception_is_to_hear_waits_while_the_bot_may_not_write_there(desk: StoryDesk, staff: Group) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, TWO_HOURS)
    await visitor.taps("⏰ I'll be late", "I've told reception that you'll be late.")
    no_rights = refused(bad_request("not enough rights to send text messages to the chat"))
    desk.telegram.faults.add(method="sendMessage", answer=no_rights, times=1)
    await desk.wakes("sending what is due")
    assert staff.said == []
    desk.clock.goes_on(timedelta(minutes=1))
    await desk.wakes("sending what is due")
    assert [said.splitlines()[0] for said in staff.said] == ["⏰ Запізнюється"]


async def test_what_is_turned_off_under_a_notice_stays_off_and_is_turned_on_in_the_settings(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, DAY_BEFORE)
    await visitor.taps("🔕 No such messages", OFF)
    await visitor.books("2026-12-01 14:30")
    await it_is(desk, "2026-11-30 14:30")
    assert len([one for one in notices(visitor) if "reminder" in one.text]) == 1
    await visitor.person.types("/settings")
    await visitor.taps("🔕 A day before")
    await visitor.books("2026-12-08 14:30")
    await it_is(desk, "2026-12-07 14:30")
    assert len([one for one in notices(visitor) if "reminder" in one.text]) == 2


async def test_what_the_clinic_moves_is_told_when_it_has_settled(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, "2026-11-23 09:30")
    (booked,) = await visitor.visits()
    order = Order("moved", await slot(desk, "2026-12-01 15:00"), booked.patient_id)
    await desk.system.reception_moves(booked.id, order)
    await it_is(desk, "2026-11-23 09:31")
    await it_is(desk, "2026-11-23 09:35")
    assert "moved" not in visitor.person.last.text
    await it_is(desk, "2026-11-23 09:36")
    await visitor.reads("❗️ The clinic has moved your visit.")
    assert "It was: Tue, 24 November, 14:30\nNow: Tue, 1 December, 15:00" in visitor.person.last.text
    await visitor.taps("✅ Fine", "Thank you for letting us know that you have seen it.")
    await it_is(desk, DAY_BEFORE)
    await it_is(desk, "2026-11-30 15:00")
    await visitor.reads(REMINDER)
    assert len([one for one in notices(visitor) if "reminder" in one.text]) == 1


async def test_what_the_clinic_cancels_comes_with_the_nearest_times(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    (booked,) = await visitor.visits()
    await desk.system.reception_cancels(booked.id)
    await it_is(desk, "2026-11-23 10:00")
    await it_is(desk, "2026-11-23 10:05")
    await visitor.reads("❗️ The clinic had to cancel your visit: <s>{when}</s>")
    assert visitor.labels[0] == "Tue, 24 November, 14:15"
    await visitor.taps(visitor.labels[0], "⚠️ Not booked yet")
    await visitor.taps("✅ Confirm", BOOKED)


async def test_reception_hears_who_is_late_also_while_the_clinic_s_system_is_silent(
    desk: StoryDesk, staff: Group
) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, TWO_HOURS)
    desk.crm.goes_down()
    await visitor.taps("⏰ I'll be late", "I've told reception that you'll be late.")
    await desk.wakes("sending what is due")
    assert staff.said == [f"⏰ Запізнюється\nFernsby Daniel, +44 7700 900123\n{OF_THE_VISIT}"]


async def test_the_morning_s_list_names_whom_nobody_could_reach(desk: StoryDesk, staff: Group) -> None:
    answers, silent = await daniel(desk), await olena(desk)
    await answers.books(AT)
    await silent.books("2026-11-24 15:00")
    await it_is(desk, "2026-11-23 15:00")
    await answers.taps("✅ I'll come", "Thank you! We look forward to seeing you.")
    for at, lists in (("2026-11-24 08:14", 0), ("2026-11-24 08:15", 1), ("2026-11-24 08:16", 1)):
        desk.clock.goes_to(kyiv(at))
        await desk.wakes("listing whom to phone today")
        await desk.wakes("sending what is due")
        assert len(staff.said) == lists, at
    assert staff.said == [
        "📞 Зателефонувати сьогодні\n\n• 15:00 Коваль Олена, +380 50 111 22 33, Шевчук Олена Іванівна: немає відповіді"
    ]


async def test_who_has_blocked_the_bot_is_left_alone_until_they_are_back(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await visitor.person.blocks_bot()
    await it_is(desk, DAY_BEFORE)
    await visitor.person.unblocks_bot()
    await it_is(desk, TWO_HOURS)
    assert notices(visitor) == []
    await visitor.person.types("/help")
    await visitor.person.sees("How I can help")
    await it_is(desk, AFTER)
    await visitor.reads(HOW)
    desk.forgives = ["was blocked"]


async def test_somebody_else_s_notice_is_nobody_s_business(desk: StoryDesk) -> None:
    """Not even of who acts for the same patient in a chat of their own; nor does it hear another kind's buttons."""
    visitor, other = await daniel(desk), await olena(desk)
    await visitor.books(AT)
    await it_is(desk, DAY_BEFORE)
    (notice,) = notices(visitor)
    (patient,) = (await visitor.known()).patients
    await desk.program.desk.people.add_patient(await other.known(), patient.crm_id, patient.details)
    mine = [button.data or "" for row in notice.buttons for button in row]
    for data in (one for one in mine if one.startswith("n:")):
        await other.finds_an_old(data, OUTDATED)
    number = int(mine[0].split(":")[1])
    for forged in (Answer(note=number, act=Act.LATE, visit=1), Rate(note=number, score=Score.BAD)):
        await visitor.finds_an_old(forged.pack(), OUTDATED)


async def test_who_is_erased_takes_what_reception_was_to_hear_with_them(desk: StoryDesk, staff: Group) -> None:
    visitor = await daniel(desk)
    await visitor.books(AT)
    await it_is(desk, TWO_HOURS)
    await visitor.taps("⏰ I'll be late", "I've told reception that you'll be late.")
    assert await desk.program.desk.privacy.erase(await visitor.known())
    await desk.wakes("sending what is due")
    assert staff.said == []
    assert await desk.database.rows(select(outbox.c.id)) == []
