"""The clinic's system is slow, then dead: menus answer as always, whoever needs it hears the truth, two lines are said.

What each screen of the way says then, and what becomes of a Confirm: tests/stories/test_confirm_on_bad_days.py.
"""

import asyncio

import pytest

from bot import talking
from bot.outages import CRM
from handlers.taps import Go, To, day, time, walk
from tests.faults.quickly import Watch, crowd, errors, outage_lines, times_told
from tests.stories.desk import StoryDesk
from tests.stories.visitors import BOOKED, BRANCH, CHECK, DOCTOR, SPECIALTY, TIME, Visitor, kyiv

AT = "2026-11-24 14:30"
MOMENT = "⏳ One moment: the clinic's system is thinking…"
DAY = "which time suits you?"
SILENT = "The clinic's appointment system is not answering right now."


async def test_a_slow_system_keeps_no_menu_waiting_and_is_no_outage(
    desk: StoryDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its answers come when they come (two seconds, say): before that menus are through and a word has been said."""
    for pause in ("INTERIM_AFTER", "PHOTO_WITHIN"):
        monkeypatch.setattr(talking, pause, 0.05)
    looks, picks, confirms, browses = await crowd(desk, 4)
    await confirms.stands_at_check(AT)
    days = walk(await looks.way("shevchuk")).pack()
    times = day(await picks.way("shevchuk"), kyiv(AT).date()).pack()
    answers = asyncio.Event()
    desk.crm.answers_after(answers)
    await looks.forges(days)
    await picks.forges(times)
    await confirms.forges(confirms.confirm)
    await _walks_through_the_menus(browses)
    for visitor in (looks, picks, confirms):
        await visitor.reads(MOMENT)
    assert [times_told(looks, TIME), times_told(picks, DAY), times_told(confirms, BOOKED)] == [0, 0, 0]
    answers.set()
    for visitor, then in ((looks, TIME), (picks, DAY), (confirms, BOOKED)):
        await visitor.reads(then)
    assert len(await confirms.visits()) == 1
    assert outage_lines(caplog, CRM) == []
    assert errors(caplog) == []


async def test_a_dead_one_is_said_to_whoever_needs_it_and_once_in_the_log(
    desk: StoryDesk, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    looks, picks, checks, confirms, browses = await crowd(desk, 5)
    await confirms.stands_at_check(AT)
    days = walk(await looks.way("shevchuk")).pack()
    times = day(await picks.way("shevchuk"), kyiv(AT).date()).pack()
    card = time(await checks.way("shevchuk"), kyiv("2026-11-24 15:00")).pack()
    confirm = confirms.confirm
    desk.crm.goes_down()
    wishes = ((looks, days, TIME), (picks, times, DAY), (checks, card, CHECK), (confirms, confirm, BOOKED))
    for visitor, button, _ in wishes:
        await visitor.forges(button)
    await _walks_through_the_menus(browses)
    for visitor, _, then in wishes:
        await visitor.reads(SILENT)
        assert times_told(visitor, then) == (then == CHECK and visitor is confirms)
    (went,) = outage_lines(caplog, CRM)
    assert went == "The clinic's system has trouble: Unavailable"

    desk.crm.comes_back()
    watch.goes_on()
    for visitor, _, then in wishes:
        await visitor.taps("🔁 Try again", then)
    assert len(await confirms.visits()) == 1
    assert len(outage_lines(caplog, CRM)) == 2
    assert outage_lines(caplog, CRM)[1].startswith("The clinic's system is well again")
    assert errors(caplog) == []


async def _walks_through_the_menus(visitor: Visitor) -> None:
    await visitor.forges(Go(to=To.BOOK).pack())
    await visitor.reads(BRANCH)
    await visitor.chooses("branches", "center", SPECIALTY)
    await visitor.chooses("specialties", "family", DOCTOR)
    await visitor.chooses("doctors", "shevchuk", "Olena Shevchuk")
    await visitor.taps("📅 Visit at the clinic", "What is the visit for?")
