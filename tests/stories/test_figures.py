"""An admin looks at figures: a text, a picture, a table; nobody else learns that there are any."""

import asyncio
import csv
import io
import threading
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot import talking
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from db.database import Database
from handlers import figures
from handlers.figures_taps import ChooseDays, FiguresAs, FiguresOf, Form
from handlers.taps import Go, To
from reception.figures.chart import Chart, picture
from reception.figures.period import Span
from sandbox import Person, TelegramServer
from tests.crm.faulty import Faulty
from tests.stories.desk import StoryDesk, morning
from tests.stories.visitors import OUTDATED, Visitor, arrives, daniel, olena

WRITING = "writing down what was counted"
MONDAY = date(2026, 11, 23)
TITLE = "📊 Цифри, 23 листопада 2026"
UNKNOWN = "I'm not sure I understood. Please choose below, or call reception: {phone}"
TAPS = (
    *(FiguresOf(span=span) for span in Span),
    *(FiguresAs(form=form, first=MONDAY.toordinal(), last=MONDAY.toordinal()) for form in Form),
    ChooseDays(),
)


@pytest.fixture
def taras(telegram: TelegramServer) -> Person:
    return telegram.person("Тарас", language_code="uk")


@pytest.fixture
async def desk(
    telegram: TelegramServer, database: Database, clinic: Clinic, way_in: str, taras: Person
) -> AsyncIterator[StoryDesk]:
    clock = morning()
    story = StoryDesk(telegram, database, clinic, clock, Faulty(EmbeddedCrm(database, clock)))
    story.by_webhook, story.admin_ids = way_in == "webhook", [taras.id]
    async with asyncio.timeout(60), story.open():
        yield story
    story.ends_well()


async def time_passes(desk: StoryDesk, by: timedelta = timedelta(minutes=1)) -> None:
    desk.clock.goes_on(by)
    await desk.wakes(WRITING)


async def test_an_admin_reads_this_week_and_takes_the_picture_and_the_table(desk: StoryDesk, taras: Person) -> None:
    grace = desk.telegram.person("Grace", language_code="en")
    await grace.types("/start src_-door")
    await grace.sees_button("📍 Addresses, prices, questions")
    await grace.types("/about")
    await grace.sees("Reception: +380 48 700 00 00")
    visitor = await olena(desk)
    await visitor.books("2026-11-25 10:00")
    await visitor.taps("🗓 My visits", "<b>Your visits</b>")
    await visitor.person.taps(visitor.labels[0])
    await visitor.person.sees_button(visitor.words("❌ Cancel"))
    await visitor.taps("❌ Cancel", "<b>Cancel this visit?</b>")
    await visitor.taps("❌ Yes, cancel it", "Thank you for telling us: somebody else can have this time.")
    await time_passes(desk)
    await taras.types("/figures")
    text = (await taras.sees(TITLE)).text
    assert "Підписників зараз: 3" in text
    assert "-door: 1" in text
    assert "Активних людей на день: 2" in text, "his own tap is not written down yet"
    assert "нові записи: 1" in text
    assert "скасували пацієнти тут: 1" in text
    assert "Адреси, ціни, питання: 1" in text
    assert "Grace" not in text
    await taras.taps("📈 Картинка")
    photo = await desk.telegram.until(lambda: taras.last.photo)
    assert desk.telegram.world.files.by_id[str(photo)].content.startswith(b"\x89PNG")
    assert TITLE in str(taras.last.payload["caption"])
    await taras.taps("📄 Таблиця")
    await taras.sees("«document figures-2026-11-23-2026-11-23.csv»")
    document = taras.last.document
    assert document
    content = desk.telegram.world.files.by_id[document["file_id"]].content
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert ["2026-11-23", "Нові люди", "'-door", "1"] in lines
    assert ["2026-11-23", "Скасовано", "скасували пацієнти тут", "1"] in lines


async def test_a_picture_that_takes_a_while_leaves_the_text_as_it_was(
    desk: StoryDesk, taras: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In its place stood a word of patience for good."""
    was_told = threading.Event()

    def draws(chart: Chart) -> bytes:
        assert was_told.wait(20)
        return picture(chart)

    monkeypatch.setattr(talking, "INTERIM_AFTER", 0.05)
    monkeypatch.setattr(figures, "picture", draws)
    await taras.types("/figures")
    text = await taras.sees(TITLE)
    await taras.taps("📈 Картинка")
    await taras.sees("⏳ Хвилинку")
    was_told.set()
    await desk.telegram.until(lambda: taras.last.photo)
    await desk.telegram.until(lambda: TITLE in text.text or None)
    await taras.sees_button("📈 Картинка")


async def test_days_are_typed_in_any_way_of_writing_until_they_are_understood(desk: StoryDesk, taras: Person) -> None:
    await taras.types("/start")
    await taras.sees_button("📍 Адреси, ціни, питання")
    await time_passes(desk, timedelta(days=30))
    await taras.types("/figures")
    await taras.taps("🗓 Інші дні")
    await taras.sees("За які дні показати цифри?")
    await taras.types("нещодавно")
    await taras.sees("Не бачу тут двох дат.")
    await taras.types("з 20.11 до 24 листопада")
    figures = await taras.sees("📊 Цифри, 20–24 листопада 2026")
    assert "Нові люди: 1" in figures.text
    await taras.types("20.11")
    await taras.sees("Здається, я не зовсім вас розумію")
    await taras.types("/figures")
    await taras.taps("⚙️ Меню адміністратора")
    await taras.sees("Що бажаєте змінити?")


async def test_to_everybody_else_there_are_no_figures(desk: StoryDesk) -> None:
    patient, newcomer = await daniel(desk), desk.telegram.person("Grace", language_code="en")
    await newcomer.types("/start")
    await newcomer.sees("To begin, share your phone number")
    for somebody in (patient, Visitor(desk, newcomer, "en")):
        await somebody.person.types("/figures")
        await somebody.reads(UNKNOWN)
        for tap in TAPS:
            await somebody.forges(Go(to=To.ABOUT).pack())
            await somebody.reads("Reception: +380 48 700 00 00")
            await somebody.forges(tap.pack())
            await somebody.reads(OUTDATED)


async def test_who_is_an_admin_no_more_has_old_buttons_and_is_not_waited_for(desk: StoryDesk, taras: Person) -> None:
    admin = await arrives(desk, taras)
    await taras.types("/figures")
    await taras.taps("🗓 Інші дні")
    await taras.sees("За які дні показати цифри?")
    desk.admin_ids.clear()  # type: ignore[attr-defined] # the fixture's own list
    await taras.types("20.11.2026")
    await admin.reads(UNKNOWN)
    await admin.finds_an_old(FiguresOf(span=Span.THIS_WEEK).pack(), OUTDATED)
