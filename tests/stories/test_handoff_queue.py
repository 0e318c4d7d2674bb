"""The queue in reception's group: who takes whom, what time alone brings about, replies given by a tap."""

import asyncio

import pytest

from handlers.staff_taps import Deal, Deed, SendCanned
from reception.admin.changes import mark
from sandbox import Group
from sandbox.faults import flood
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.test_handoff import SIGNED, TAKE, asks, is_taken
from tests.stories.visitors import daniel, kyiv


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


async def test_of_two_who_tap_take_at_once_one_has_it_and_both_are_told(desk: StoryDesk, team: Team) -> None:
    await asks(await daniel(desk))
    await team.settles()
    both = [team.inside(person) for person in (team.iryna, team.taras)]
    await asyncio.gather(*(manager.taps(team.words(TAKE)) for manager in both))
    await team.settles()
    (dialogue,) = await desk.program.handoff.dialogues.open()
    first, other = both if dialogue.taker == "Iryna" else both[::-1]
    await first.sees_toast(team.words("Done."))
    await other.sees_toast(f"{team.words('Already taken')}: {dialogue.taker}")
    assert team.words("✋ Taken by {name}", name=dialogue.taker) in first.chat[1].words


async def test_outsiders_and_patients_get_nothing_from_a_forged_button(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await team.settles()
    (dialogue,) = await desk.program.handoff.dialogues.open()
    stranger = team.inside(desk.telegram.person("Stranger"))
    for deed in Deed:
        button = Deal(dialogue=dialogue.id, deed=deed).pack()
        await stranger.forges(button, on=stranger.chat[1])
        await visitor.forges(button)
    await team.settles()
    assert visitor.words("This button no longer works. Shall we start anew?") in visitor.person.transcript()
    assert stranger.toasts == []
    assert await desk.program.handoff.dialogues.find(dialogue.id) == dialogue


async def test_next_takes_who_has_waited_longest_and_queue_lists_the_rest(desk: StoryDesk, team: Team) -> None:
    await asks(await daniel(desk))
    await team.settles()
    general = team.group.member(team.iryna)
    await general.types("/queue")
    await team.group.sees("Fernsby Daniel: 0")
    await general.types("/next")
    await team.group.sees(team.words("✋ Yours now: {name}", name="Fernsby Daniel"))
    await team.settles()
    before, _asked, after = [message for message in team.inside(team.iryna).chat if message.by_bot][1:]
    assert (before.words, before.buttons) == (team.words("⬇️ The card is further down."), []), "no second Take"
    assert team.words("✋ Taken by {name}", name="Iryna") in after.words
    await general.types("/next")
    await team.group.sees(team.words("🎉 Nobody waits."))


async def test_ten_minutes_without_an_answer_are_raised_once(desk: StoryDesk, team: Team) -> None:
    await asks(await daniel(desk))
    for at in ("09:09", "09:10", "09:11"):
        desk.clock.goes_to(kyiv(f"2026-11-23 {at}"))
        await desk.wakes("looking after the queue")
        await team.settles()
    raised = [text for text in team.group.said if team.words("⏰ <b>Unanswered for more than 10 minutes</b>") in text]
    assert len(raised) == 1


async def test_at_closing_time_what_was_taken_goes_back_and_the_patient_hears_it(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await is_taken(team)
    desk.clock.goes_to(kyiv("2026-11-23 20:00"))
    await desk.wakes("looking after the queue")
    await team.settles()
    await visitor.reads("Reception's day is over, your question stays first in their list.")
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert dialogue.taken_by is None
    await is_taken(team, team.taras)
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert dialogue.taken_by == team.taras.id, "its card has come once more, with Take on it"


async def test_a_canned_reply_goes_in_the_patients_language_and_only_from_who_has_taken_it(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna, taras = await is_taken(team), team.inside(team.taras)
    await iryna.taps(team.words("🗒 Canned replies"))
    await iryna.taps("Thank you for writing, Daniel")
    await team.settles()
    await visitor.person.sees(f"{SIGNED}\nThank you for writing, Daniel! We are looking into it")
    (dialogue,) = await desk.program.handoff.dialogues.open()
    other = mark(dict(desk.program.desk.clinic.reception.canned[1]))
    await taras.forges(SendCanned(dialogue=dialogue.id, reply=other, shown=1).pack(), on=taras.chat[1])
    await team.settles()
    visitor.person.does_not_see("Please bring your passport")


async def test_a_canned_reply_tapped_twice_while_telegram_is_busy_is_said_once(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna, reply = await is_taken(team), mark(dict(desk.program.desk.clinic.reception.canned[0]))
    (dialogue,) = await desk.program.handoff.dialogues.open()
    desk.telegram.faults.add(method="editMessageText", answer=flood(60), times=1)
    for _ in range(2):
        await iryna.forges(SendCanned(dialogue=dialogue.id, reply=reply, shown=7).pack(), on=iryna.chat[1])
        await iryna.sees_toast(team.words("Done."))
    await team.settles()
    for chat in (iryna.chat, visitor.person.chat):
        assert len([message for message in chat if "Thank you for writing, Daniel" in message.words]) == 1
    desk.forgives = ["Too Many Requests"]


async def test_a_canned_reply_that_an_admin_has_changed_meanwhile_is_not_another_one(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    (dialogue,) = await desk.program.handoff.dialogues.open()
    await iryna.forges(SendCanned(dialogue=dialogue.id, reply=1, shown=7).pack(), on=iryna.chat[1])
    await iryna.sees_toast(team.words("This has changed meanwhile. This is how it is now:"))
    await iryna.taps("Thank you for writing, Daniel")
    await team.settles()
    await visitor.person.sees("Thank you for writing, Daniel")
