"""Somebody taps without end: one polite line, their clocks stop, their panel stays, nobody else notices."""

from handlers.taps import time
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, BRANCH, SPECIALTY, arrives, daniel, kyiv

TOO_FAST = "That was a lot at once. Please wait a couple of seconds and try again."
ONE_MOMENT = 1_000_000.0  # on the watch that actions are counted by


async def test_thirty_taps_at_once_bring_one_polite_line(desk: StoryDesk) -> None:
    visitor, other = await daniel(desk), await arrives(desk, desk.telegram.person("Patient", "en"))
    await visitor.taps("📅 Book a visit", BRANCH)
    desk.flood._now = lambda: ONE_MOMENT
    for _ in range(30):
        await visitor.forges("go:menu")
    await visitor.reads(TOO_FAST)
    await desk.telegram.until(lambda: not visitor.person.waiting)
    await other.taps("📅 Book a visit", BRANCH)
    said = [line.words for line in visitor.person.screen.log]
    assert said.count(TOO_FAST) == 1
    (panel,) = visitor.with_buttons
    assert panel.text == "What would you like to do?", "the way on is still before them"

    desk.flood._now = lambda: ONE_MOMENT + 2
    await visitor.taps("📅 Book a visit", BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await other.chooses("branches", "center", SPECIALTY)


async def test_a_life_in_danger_is_heard_also_in_a_flood(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    desk.flood._now = lambda: ONE_MOMENT
    for _ in range(25):
        await visitor.forges("go:menu")
    await visitor.reads(TOO_FAST)
    await visitor.person.types("my child is not breathing")
    await visitor.person.sees("103 / 112")


async def test_after_the_number_to_call_nothing_else_is_said(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.types("my child is not breathing")
    await visitor.person.sees("103 / 112")
    await visitor.taps("📅 Book a visit", BRANCH)
    visitor.person.does_not_see("I'm not sure I understood")


async def test_a_double_tap_on_a_time_shows_the_check_card_and_books_nothing(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.stands_at_check("2026-11-24 14:30")
    watch = iter((ONE_MOMENT, ONE_MOMENT + 0.2, ONE_MOMENT + 1.2))
    desk.flood._now = lambda: next(watch)
    await visitor.forges(time(await visitor.way("shevchuk"), kyiv("2026-11-24 15:00")).pack())
    await visitor.person.sees("15:00")
    await visitor.forges(visitor.confirm)
    await desk.telegram.until(lambda: not visitor.person.waiting)
    assert await visitor.visits() == []
    await visitor.taps("✅ Confirm", BOOKED)
