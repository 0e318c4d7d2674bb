"""What stands on buttons; and old, foreign and forged ones: one neutral answer, nothing shown or changed."""

from datetime import timedelta

import pytest

from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from db.database import Database
from handlers.taps import day, time, walk
from sandbox import TelegramServer
from sandbox.faults import refused
from sandbox.refusals import QUERY_TOO_OLD
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk, morning
from tests.stories.visitors import BOOKED, BRANCH, CHECK, OUTDATED, TIME, Visitor, arrives, daniel, keys, kyiv, olena

AT = "2026-11-24 14:30"
RUBBISH = ("", "0", "99999999999999999999", "\x00", "💥" * 15, "1:1:1:1:1:1:1:1:1:1")
OF_VISITS = ("r", "i", "v", "m", "x", "xx", "vs", "vp", "vd")
OF_ADMINS = ("ad", "adl", "ade", "adf", "adc", "add", "adu", "ado", "adx", "adp", "adk", "adq")
PREFIXES = (
    "go",
    "l",
    "f",
    "w",
    "d",
    "t",
    "z",
    "c",
    *OF_VISITS,
    "e",
    "ee",
    "ex",
    "h",
    "hx",
    "hc",
    "hf",
    "hs",
    "b",
    "bm",
    "info",
    "faq",
    "fig",
    "figf",
    "figd",
    *OF_ADMINS,
    "unheard-of",
)
NUMBERS = (-2, -1, 0, 1, 2**31 - 1, 2**31, 10**18)


async def test_a_person_whose_telegram_is_english_reads_the_labels_of_the_specification(desk: StoryDesk) -> None:
    person = desk.daniel()
    await desk.registers(person)
    visitor = Visitor(desk, person, "en")
    await person.sees("What can I do for you?")
    assert person.keyboard == keys("en")
    await visitor.taps("📅 Book a visit", BRANCH)
    await person.taps("City centre")
    await person.sees("Which doctor do you need?")
    await person.sees_button("Any doctor")
    await person.taps("Gynaecology")
    await person.sees_button("Viktoriia Zakharchenko · no free times")
    await person.taps("⬅️ Back")
    await person.taps("Family medicine")
    await person.taps("Olena Shevchuk")
    await person.sees_button("📅 Visit at the clinic")
    await person.sees_button("⬅️ All doctors")
    await visitor.stands_at_check(AT)
    assert person.last.text.startswith("⚠️ Not booked yet\n")
    await visitor.taps("✅ Confirm")
    await person.sees("You're booked: Tue, 24 November, 14:30")
    assert visitor.labels == ["🗺 Route", "📆 Calendar", "🗓 My visits"]
    await visitor.taps("📅 Book a visit")
    await person.sees_button("Again with Dr Olena Shevchuk")
    told = person.transcript()
    for label in ("📱 I agree, share my number", "Type it instead", "No patronymic", "✅ All correct", "Main menu"):
        assert label in told
    assert "We keep your number, name, birth date and visits to book and remind you. Delete any time: /privacy" in told


async def test_buttons_of_last_week_say_why_they_no_longer_can_and_offer_the_next_step(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    way = await visitor.way("shevchuk")
    await visitor.stands_at_check(AT)
    confirm = visitor.confirm
    desk.clock.goes_on(timedelta(days=7))
    later = {
        confirm: "This time can no longer be booked.",
        time(way, kyiv(AT)).pack(): "This time can no longer be booked.",
        day(way, kyiv(AT).date()).pack(): "has no free times left on Tue, 24 November.",
        walk(way).pack(): "The nearest times, or choose a day:",
    }
    for button, answer in later.items():
        await visitor.finds_an_old(button, answer)
    assert visitor.labels[0] == "Mon, 30 November, 10:00"
    assert await visitor.visits() == []


async def test_buttons_from_before_a_restart_still_do_what_they_say(
    telegram: TelegramServer, database: Database, clinic: Clinic
) -> None:
    clock = morning()
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    async with story.open():
        visitor = await olena(story)
        await visitor.stands_at_check(AT)
    async with story.open():
        await visitor.taps("✅ Confirm", BOOKED)
    async with story.open():
        await visitor.taps("🗺 Route", "«venue»")
        await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    assert len(await visitor.visits()) == 1
    story.ends_well()


async def test_nobody_elses_button_shows_or_changes_anything(desk: StoryDesk) -> None:
    owner, stranger = await olena(desk), await arrives(desk, desk.telegram.person("Stranger", "en"))
    way = await owner.way("shevchuk")
    await owner.books(AT)
    (visit,) = await owner.visits()
    booked = [button.data or "" for row in owner.person.last.buttons for button in row][:2]
    await owner.stands_at_check("2026-11-24 15:00")
    theirs = (
        owner.confirm,
        *booked,
        walk(way).pack(),
        day(way, kyiv(AT).date()).pack(),
        time(way, kyiv("2026-11-24 16:00")).pack(),
    )
    for button in theirs:
        await stranger.finds_an_old(button, OUTDATED)
        assert stranger.labels == ["📅 Book a visit", "🏠 Main menu"]
    for text in ("Коваль", "Shevchuk", "14:30", "«venue»", "«document"):
        stranger.person.does_not_see(text)
    assert await owner.visits() == [visit]
    assert await stranger.visits() == []


def forged(own: str) -> list[str]:
    """Each prefix with rubbish behind it, and well-formed buttons, also on one's own way, with impossible numbers."""
    shapeless = [f"{prefix}:{rest}" for prefix in PREFIXES for rest in RUBBISH]
    walks = [f"{prefix}:{number}:1:1:1:1:1:{number}" for prefix in ("w", "d", "t") for number in NUMBERS]
    places = [f"w:0:{number}:0:{number}:1:{number}:0" for number in NUMBERS if number not in {0, 1}]
    keys = [f"{prefix}:{key}" for prefix in ("c", "r", "i") for key in ("nothing", "a" * 32, *NUMBERS)]
    lists = [f"{prefix}:{number}:0" for prefix in ("vs:open", "vp", "vd") for number in NUMBERS if number]
    impossible = [f"{prefix}:{own}:{number}" for prefix in ("w", "d", "t") for number in (-1, 10**12)]
    wishes = [f"z:{own}:{wish}" for wish in ("soon", "soon:-1", "sometime:0", ":0")]
    return [*shapeless, *walks, *places, *keys, *lists, *impossible, *wishes]


async def test_forged_buttons_of_all_shapes_get_one_neutral_answer(
    desk: StoryDesk, caplog: pytest.LogCaptureFixture
) -> None:
    owner, forger = await olena(desk), await arrives(desk, desk.telegram.person("Forger", "en"))
    await owner.books(AT)
    (visit,) = await owner.visits()
    said_before = len(forger.person.screen.log)
    own = walk(await forger.way("shevchuk")).pack().removeprefix("w:").removesuffix(":0")
    for data in (*forged(own), f"d:{own}:1", f"d:{own}:3652059"):
        await forger.forges(data)
    await forger.person.types("/help")
    await forger.person.sees("How I can help", timeout=30)
    answers = {line.words for line in forger.person.screen.log[said_before:] if line.who.startswith("Reception")}
    assert {answer for answer in answers if not answer.startswith(("How I can help", "Good to see you"))} == {
        f"{OUTDATED}\n\nReception: +380 48 700 00 00"
    }
    assert not forger.person.waiting, "each tap is acknowledged"
    assert await owner.visits() == [visit]
    assert await forger.visits() == []
    assert desk.program.intake.turns.failed == 0
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]


async def test_a_late_too_old_query_does_not_lose_the_booking(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check(AT)
    desk.telegram.faults.add(method="answerCallbackQuery", answer=refused(QUERY_TOO_OLD), times=5)
    await visitor.taps("✅ Confirm", BOOKED)
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    assert len(await visitor.visits()) == 1
    assert desk.program.intake.turns.failed == 0


async def test_start_and_cancel_midway_leave_nothing_half_done(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    for command, then in (("/start", "What can I do for you?"), ("/cancel", "All right, let's leave it there.")):
        await visitor.stands_at_check(AT)
        await visitor.person.types(command)
        await visitor.reads(then)
        await desk.telegram.until(lambda: not any(CHECK in message.text for message in visitor.with_buttons))
    assert await visitor.visits() == []
    await visitor.forges(walk(await visitor.way("shevchuk")).pack())
    await visitor.reads(TIME)
    assert visitor.say.moment(kyiv("2026-11-23 10:00"), "Europe/Kyiv") == visitor.labels[0]
