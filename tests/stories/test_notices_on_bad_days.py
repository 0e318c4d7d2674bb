"""Telegram, or the clinic's system, is away for an hour: what still helps comes, and the log has two lines."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import select

from bot import telegram as way_out
from bot.outages import CRM, TELEGRAM, Outages
from bot.vitals import Vitals
from db.tables import outbox
from sandbox.faults import broken, hang
from tests.crm.targets import ClinicSystem
from tests.faults.programs import free_port
from tests.faults.quickly import outage_lines
from tests.stories.conftest import OTHER_FORMS
from tests.stories.desk import StoryDesk
from tests.stories.test_notices import SOON, it_is
from tests.stories.visitors import Visitor, arrives, kyiv

MANY = 10**6
MINUTE = timedelta(minutes=1)
CANCELLED = "❗️ The clinic had to cancel your visit: <s>{when}</s>"


@pytest.fixture
def vitals(system: ClinicSystem) -> Vitals:
    """An outage lasts by the story's clock."""
    now = system.clock.now
    return Vitals(Outages(now=lambda: now().timestamp(), wall=lambda: now().timestamp()))


async def booked(desk: StoryDesk, *times: str) -> list[Visitor]:
    """One visit each, on the day on which the story then goes on."""
    people = [
        await arrives(desk, desk.telegram.person(f"Guest{number}", "en", f"+3805020{number:05}"))
        for number in range(len(times))
    ]
    for visitor, at in zip(people, times, strict=True):
        await visitor.books(f"2026-11-24 {at}")
    await it_is(desk, "2026-11-23 20:00")
    await it_is(desk, "2026-11-24 10:00")
    return people


async def it_becomes(desk: StoryDesk, at: str, *, each: timedelta = MINUTE) -> None:
    """Minute by minute."""
    while desk.clock.now() < kyiv(f"2026-11-24 {at}"):
        desk.clock.goes_on(each)
        for work in ("asking what has changed", "telling what the clinic has changed", "sending what is due"):
            await desk.wakes(work)


def told(visitor: Visitor, message: str) -> int:
    return sum(visitor.words(message) in line.text for line in visitor.person.chat if line.by_bot)


async def ends(desk: StoryDesk, kind: str) -> list[tuple[str, str | None]]:
    """How all of this kind ended, by when their visits begin."""
    query = select(outbox).where(outbox.c.kind == kind).order_by(outbox.c.expires_at)
    return [(row.state, row.reason) for row in await desk.database.rows(query)]


def address_leads_nowhere(desk: StoryDesk) -> None:
    desk.program.bot.session.api = TelegramAPIServer.from_base(f"http://127.0.0.1:{free_port()}")


def nothing_but_502(desk: StoryDesk) -> None:
    desk.telegram.faults.add(times=MANY, answer=broken(502))


def nothing_answers(desk: StoryDesk) -> None:
    desk.telegram.faults.add(times=MANY, answer=hang(3600))


def is_well(desk: StoryDesk) -> None:
    desk.telegram.faults.clear()
    desk.program.bot.session.api = TelegramAPIServer.from_base(desk.telegram.url)


@pytest.mark.parametrize("breaks", [address_leads_nowhere, nothing_but_502, nothing_answers])
async def test_telegram_is_away_for_an_hour(
    desk: StoryDesk,
    breaks: Callable[[StoryDesk], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What came due meanwhile comes when it is back, each once; what helps nobody any more does not."""
    monkeypatch.setattr(way_out, "CALL_LIMIT", 0.2)
    gone, late, soon, later = await booked(desk, "14:00", "15:30", "15:00", "16:00")
    await it_becomes(desk, "12:55", each=5 * MINUTE)
    desk.program.bot.session.timeout = 0.2
    breaks(desk)
    (visit,) = await gone.visits()
    await desk.system.reception_cancels(visit.id)
    await it_becomes(desk, "14:01", each=6 * MINUTE)
    assert [told(one, SOON) for one in (gone, late, soon, later)] == [1, 0, 0, 0]
    assert len(outage_lines(caplog, TELEGRAM)) == 1
    is_well(desk)
    await it_becomes(desk, "14:04")
    assert [told(one, SOON) for one in (gone, late, soon, later)] == [1, 1, 1, 1]
    assert told(gone, CANCELLED) == 0
    assert await ends(desk, "changed") == [("skipped", "too late")]
    assert await ends(desk, "two_hours") == [("sent", None)] * 4
    assert len(outage_lines(caplog, TELEGRAM)) == 2
    chats = [call.chat_id for call in desk.telegram.calls if call.method == "sendMessage" and call.ok]
    assert chats[-3:] == [soon.person.id, late.person.id, later.person.id], "whose visit is soonest comes first"


@pytest.mark.in_each_system(*OTHER_FORMS)
async def test_the_clinic_s_system_is_away_for_an_hour(desk: StoryDesk, caplog: pytest.LogCaptureFixture) -> None:
    """After a quarter of an hour what was known last is good enough; what is not so any more is not said."""
    first, second, third = await booked(desk, "14:15", "14:45", "15:15")
    (visit,) = await third.visits()
    await it_becomes(desk, "12:10", each=5 * MINUTE)
    desk.crm.goes_down()
    await it_becomes(desk, "12:29")
    assert told(first, SOON) == 0
    await it_becomes(desk, "12:31")
    assert [told(one, SOON) for one in (first, second)] == [1, 0]
    await desk.system.reception_cancels(visit.id)
    await it_becomes(desk, "13:17")
    assert [told(one, SOON) for one in (first, second, third)] == [1, 1, 0]
    assert len(outage_lines(caplog, CRM)) == 1
    desk.crm.comes_back()
    desk.clock.goes_on(MINUTE)
    await desk.wakes("sending what is due")
    assert await ends(desk, "two_hours") == [("sent", None), ("sent", None), ("skipped", "the visit is cancelled")]
    await it_becomes(desk, "13:24")
    await third.reads(CANCELLED)
    assert len(outage_lines(caplog, CRM)) == 2
