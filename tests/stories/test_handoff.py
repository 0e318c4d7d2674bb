"""A patient writes to reception, managers answer: words, pictures, edits, in order, each side as it should see them."""

from datetime import timedelta

import pytest

from handlers.taps import Go, To
from sandbox import Group, Person
from sandbox.faults import refused
from sandbox.refusals import Refusal, bad_request
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.visitors import Visitor, daniel, kyiv

ASK = "💬 Write to reception"
WHAT = (
    "💬 What would you like to ask? Write it here: a text, a photo, a voice message, a document. "
    "I'll pass it on to reception."
)
PASSED_ON = "✉️ Passed on."
TAKE, CLOSE, BACK, END = "✋ Take", "✅ Close", "↩️ Back to the queue", "✖️ End the dialogue"
NOT_TAKEN = "🚫 Not delivered: Telegram does not take this for the patient. Please say it otherwise, or call them."
SIGNED = "Iryna, reception:"


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


async def asks(visitor: Visitor, text: str = "Are you open on Sunday?") -> None:
    await visitor.person.types(visitor.words(ASK))
    await visitor.reads(WHAT)
    await visitor.person.types(text)
    await visitor.reads(PASSED_ON)


async def is_taken(team: Team, by: Person | None = None) -> Person:
    """The manager in the patient's topic."""
    await team.settles()
    manager = team.inside(by or team.iryna)
    await manager.taps(team.words(TAKE))
    await team.settles()
    return manager


async def test_a_question_is_passed_on_taken_answered_and_closed(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await visitor.person.sees("Reception answers Mon–Fri 08:00–20:00, Sat 09:00–15:00.")
    iryna = await is_taken(team)
    assert "Fernsby Daniel" in iryna.chat[1].words
    assert team.heard() == ["Are you open on Sunday?"]
    await iryna.types("No, but on <b>Saturday</b> we are.", html=True)
    await team.settles()
    told = await visitor.person.sees(f"{SIGNED}\nNo, but on Saturday we are.")
    assert "<b>Saturday</b>" in told.html
    await iryna.taps(team.words(CLOSE))
    await team.settles()
    await visitor.reads(
        "Reception has closed the dialogue. If anything is left, tap 💬 below and write again, any time."
    )
    await visitor.person.types("Thank you!")
    await visitor.reads("Glad to help! 💙")
    assert await desk.program.desk.people.known(visitor.person.id)
    assert team.heard()[1:] == [], "a thank-you reopens nothing"


async def test_outside_the_hours_it_is_said_when_somebody_answers(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    desk.clock.goes_to(kyiv("2026-11-23 23:00"))
    await asks(visitor)
    said = await visitor.person.sees("We'll answer tomorrow after 08:00.")
    assert "103 / 112" in said.words
    desk.clock.goes_to(kyiv("2026-11-24 08:00"))
    await desk.wakes("looking after the queue")
    await team.settles()
    (listed,) = [text for text in team.group.said if team.words("⏳ <b>They wait</b>") in text]
    assert "Fernsby Daniel" in listed


async def test_while_it_is_open_all_that_is_typed_goes_there_and_the_menu_works(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await visitor.person.types("/visits")
    await visitor.reads("There are no visits ahead.")
    await visitor.person.types("Шевчук")
    await team.settles()
    assert team.heard() == ["Are you open on Sunday?\nШевчук"] or team.heard() == ["Are you open on Sunday?", "Шевчук"]
    await visitor.forges(Go(to=To.END).pack())
    await visitor.reads("The dialogue with reception is over. What next?")
    await team.settles()
    assert team.heard()[-1] == team.words("✖️ The patient has ended the dialogue.")


async def test_pictures_albums_and_voices_come_as_they_are(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    await visitor.person.sends_photo(caption="my referral")
    await team.settles()
    await visitor.person.sends_album(3, caption="three more")
    await team.settles()
    desk.clock.goes_to(kyiv("2026-11-23 09:01"))
    await visitor.person.sends_voice()
    await team.settles()
    photo, *album, voice = [message for message in iryna.chat if message.by_bot][-5:]
    assert (photo.caption, photo.photo is not None) == ("my referral", True)
    assert len({message.album for message in album} - {None}) == 1, "one album"
    assert voice.file_id is not None
    await iryna.sends_photo(caption="the way to us")
    await iryna.sends_sticker()
    await team.settles()
    picture, signed, sticker = [message for message in visitor.person.chat if message.by_bot][-3:]
    assert picture.caption == f"{SIGNED}\nthe way to us"
    assert signed.words == SIGNED
    assert sticker.file_id is not None


async def test_replies_and_edits_are_found_on_the_other_side(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    question = next(message for message in iryna.chat if message.words == "Are you open on Sunday?")
    mine = await iryna.replies(question, "Closed")
    await team.settles()
    answer = visitor.person.last
    own = next(message for message in visitor.person.chat if message.words == "Are you open on Sunday?")
    assert answer.answers == own.message_id
    await iryna.edits(mine, "Closed, sorry")
    await visitor.person.edits(own, "Are you open on Sunday? At noon?")
    await team.settles()
    assert visitor.person.last.text == f"{SIGNED}\nClosed, sorry"
    assert team.heard()[0] == "Are you open on Sunday? At noon?"


async def test_a_location_that_moves_on_says_nothing(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await is_taken(team)
    shared = await visitor.person.shares_location(46.5, 30.7)
    await team.settles()
    before = len(desk.telegram.calls)
    desk.telegram.world.updates.push({"edited_message": shared.payload | {"edit_date": 2}})
    await team.settles()
    assert [call.method for call in desk.telegram.calls[before:] if call.method.startswith("edit")] == []


async def test_what_was_sent_can_be_taken_back(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    slip = await iryna.types("Ivanenko's results are ready")
    await team.settles()
    assert visitor.person.last.text.endswith("Ivanenko's results are ready")
    await iryna.replies(slip, "/takeback")
    await team.settles()
    assert [message for message in visitor.person.chat if "Ivanenko" in message.words] == []
    assert team.heard()[-1] == team.words("🗑 Taken back.")


async def test_a_group_lost_while_something_is_taken_back_makes_no_patient_unreachable(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    slip = await iryna.types("Ivanenko's results are ready")
    await team.settles()
    desk.telegram.faults.add(method="sendMessage", answer=refused(Refusal(403, "Forbidden: bot was kicked")), times=1)
    await iryna.replies(slip, "/takeback")
    await team.settles()
    assert [message for message in visitor.person.chat if "Ivanenko" in message.words] == []
    assert (await visitor.known()).reachable
    desk.clock.goes_on(timedelta(minutes=1))
    await team.settles()
    assert team.heard()[-1] == team.words("🗑 Taken back.")


async def test_of_two_answers_that_went_as_one_the_other_stays_when_one_is_taken_back(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    early = await iryna.types("Come at noon")
    slip = await iryna.types("Ivanenko's results are ready")
    last = await iryna.types("And bring your passport")
    await iryna.replies(early, "/takeback")
    await team.settles()
    assert visitor.person.last.text == f"{SIGNED}\nIvanenko's results are ready\nAnd bring your passport"
    await iryna.replies(slip, "/takeback")
    await team.settles()
    assert visitor.person.last.text == f"{SIGNED}\nAnd bring your passport"
    await iryna.replies(last, "/takeback")
    await team.settles()
    assert [message for message in visitor.person.chat if SIGNED in message.words] == []
    assert team.heard()[1:] == [team.words("🗑 Taken back.")] * 3


async def test_notes_and_colleagues_words_stay_inside_but_for_an_answer_to_the_patient(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna, taras = await is_taken(team), team.inside(team.taras)
    await iryna.types("// she always asks this")
    await taras.types("tell him about Saturday")
    question = next(message for message in taras.chat if message.words == "Are you open on Sunday?")
    await taras.replies(question, "// a note is a note")
    await taras.replies(question, "On Saturday, yes")
    await team.settles()
    said = [message.text for message in visitor.person.chat if "reception:" in message.text]
    assert said == ["Taras, reception:\nOn Saturday, yes"]


async def test_an_album_of_notes_a_slip_in_a_command_and_what_becomes_a_note_stay_inside(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    await iryna.sends_album(3, caption="// for us")
    await iryna.types("/nexr")
    slip = await iryna.types("she always asks this")
    await team.settles()
    await iryna.edits(slip, "// she always asks this")
    for _ in range(2):
        desk.clock.goes_on(timedelta(seconds=2))
        await team.settles()
    hint = team.words("What begins with / does not go to the patient. I know /next, /queue and /takeback.")
    assert team.heard()[1:] == [hint, team.words("🗑 Taken back.")]
    assert [message for message in visitor.person.chat if message.album or "always" in message.words] == []
    visitor.person.does_not_see("nexr")
    visitor.person.does_not_see("//")


async def test_a_deleted_topic_is_made_anew_with_its_card(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await is_taken(team)
    team.group.deletes_topic(team.group.topic("Fernsby Daniel"))
    await visitor.person.types("Hello?")
    await team.settles()
    assert "Fernsby Daniel" in team.inside(team.iryna).chat[1].words
    assert team.heard() == ["Hello?"]
    desk.forgives = ["thread not found"]


async def test_a_patient_who_has_blocked_the_bot_is_told_of(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna = await is_taken(team)
    await visitor.person.blocks_bot()
    await iryna.types("Hello")
    await team.settles()
    await team.settles()
    assert team.heard()[-1] == team.words("🚫 Not delivered: the patient has blocked the bot. Please call them.")
    desk.forgives = ["blocked by the user"]


async def test_what_telegram_does_not_take_for_the_patient_is_told_of_and_bears_no_mark(
    desk: StoryDesk, team: Team
) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    iryna, before = await is_taken(team), len(desk.telegram.calls)
    for refusal in ("VOICE_MESSAGES_FORBIDDEN", "the message can't be copied"):
        desk.telegram.faults.add(method="copyMessage", answer=refused(bad_request(refusal)), times=1)
        voice = await iryna.sends_voice()
        await team.settles()
        told = next(message for message in reversed(iryna.chat) if message.by_bot)
        assert (told.words, told.answers) == (team.words(NOT_TAKEN), voice.message_id)
    assert "setMessageReaction" not in [call.method for call in desk.telegram.calls[before:]]
    assert visitor.person.last.words.startswith(f"{SIGNED}\n❔ Here was a message"), "in the patient's own language"
    desk.forgives = ["VOICE_MESSAGES_FORBIDDEN", "can't be copied"]


async def test_an_emergency_is_answered_first_and_passed_on_as_urgent(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor, "my father has chest pain")
    await visitor.person.sees("103 / 112")
    await team.settles()
    assert team.words("🚑 <b>Urgent: a life may be in danger</b>") in team.inside(team.iryna).chat[1].words


async def test_what_becomes_urgent_is_said_below_the_card_also_by_an_edit(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    await is_taken(team)
    own = next(message for message in visitor.person.chat if message.words == "Are you open on Sunday?")
    await visitor.person.edits(own, "my father has chest pain")
    await visitor.person.sees("103 / 112")
    for _ in range(2):
        await team.settles()
    urgent = team.words("🚑 <b>Urgent: a life may be in danger</b>")
    assert team.heard() == ["my father has chest pain", urgent]
    (dialogue,) = await desk.program.handoff.dialogues.open()
    assert dialogue.urgent
    await visitor.person.types("he is not breathing")
    for _ in range(2):
        await team.settles()
    assert team.heard()[1:] == [urgent, "he is not breathing"], "once"


async def test_thirty_pictures_of_albums_at_once_all_arrive(desk: StoryDesk, team: Team) -> None:
    visitor = await daniel(desk)
    await asks(visitor)
    desk.flood._now = lambda: 1_000_000.0
    for _ in range(3):
        await visitor.person.sends_album(10)
    await team.settles()
    desk.clock.goes_to(kyiv("2026-11-23 09:01"))
    for _ in range(4):
        await team.settles()
    albums = [message.album for message in team.inside(team.iryna).chat if message.album]
    assert (len(albums), len(set(albums))) == (30, 3)
    visitor.person.does_not_see("That was a lot at once.")
