"""What admins look at fits into a message, however much is told in however many languages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest

from clinic.mistakes import ClinicFileError, Mistake, remark
from clinic.model import Category, Clinic, Entry, Gift, Texts
from handlers.screen import Screen
from handlers.screens.admin import asking, changes, files, parts, preview
from locales.words import NAMES, languages, words
from reception.admin.asking import Asking, next_asked
from reception.admin.changes import Change, Json, mark
from reception.admin.edits import Edit
from reception.admin.parts import INSIDE, SHAPES, Part, Spot, called
from reception.admin.pending import Pending
from reception.closures import Affected

MESSAGE = 4096
LONG, TITLE = (Texts(dict.fromkeys(NAMES, text)) for text in ("<&" * 1000, "<" * 60))
GIFT = Gift(id="gift", name=TITLE, what=LONG, how=LONG)
ENTRIES = tuple(Entry(id=f"entry-{one}", question=TITLE, answer=LONG) for one in range(30))
AT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


@pytest.fixture
def told(clinic: Clinic) -> Clinic:
    category = Category(id="much", name=TITLE, entries=ENTRIES)
    return clinic.model_copy(update={"advantages": LONG, "free": (GIFT,), "faq": (category,)})


def shown(clinic: Clinic, language: str) -> Iterator[Screen]:
    say, gift = words(language), GIFT.model_dump(mode="json")
    category, entry = mark({"id": "much"}), mark({"id": "entry-0"})
    within = {Part.CATEGORIES: category, Part.BRANCHES: mark({"id": clinic.branches[0].id})}
    yield from (parts.part_list(say, clinic, Spot(part, of=within.get(INSIDE.get(part, part), 0))) for part in Part)
    yield parts.entry(say, clinic, Spot(Part.ENTRIES, entry, category))
    yield parts.entry(say, clinic, Spot(Part.FREE, mark(gift)))
    one = Asking(Spot(Part.ABOUT), "advantages", dict(LONG))
    if asked := next_asked(one, clinic.languages):
        yield asking.question(say, clinic, 1, one, asked)
    questions = Change(("faq",), [], clinic.model_dump(mode="json")["faq"])
    yield preview.preview(say, clinic, 1, Pending(Spot(Part.FILE), {"": "f" * 60}, questions).after([]))
    yield changes.last_changes(say, clinic, [Edit(AT, "Marta", Part.FILE, {"": "f" * 60}, questions, 3)] * 10)
    mistakes = [Mistake(line, "faq[0].entries[0].question.uk", remark("<" * 200)) for line in range(99)]
    yield files.mistaken(say, ClinicFileError("f" * 60, mistakes))
    new, what = Change(("free", "gift"), None, gift), Change(("free", "gift", "what"), gift["how"], gift["what"])
    for change in (new, what):
        pending = Pending(Spot(Part.FREE), called(gift), change)
        yield preview.preview(say, clinic, 1, pending)
        yield preview.preview(say, clinic, 1, pending.after(gift if change is new else gift["how"]))
    yield changes.last_changes(say, clinic, [Edit(AT, "Marta", Part.FREE, called(gift), what, 3)] * 10)


@pytest.mark.parametrize("language", languages())
def test_the_longest_texts_fit(told: Clinic, language: str) -> None:
    lengths = [len(unescape(screen.text.replace("<b>", "").replace("<i>", ""))) for screen in shown(told, language)]
    assert max(lengths) <= MESSAGE


def test_a_preview_leaves_no_language_out(told: Clinic) -> None:
    *_, new, _both, what, both, _changes = shown(told, "en")
    assert all(name in screen.text for screen in (new, what) for name in NAMES.values())
    assert all(both.text.count(name) == 2 for name in NAMES.values())


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("2026-12-26", "Thu, 24 December 2026 – Fri, 25 December 2026"),
        ("2027-12-24", "Thu, 24 December 2026 – Thu, 23 December 2027: 365 days"),
    ],
)
def test_how_long_a_branch_is_closed_cannot_be_overlooked(clinic: Clinic, ends: str, said: str) -> None:
    away = {"from": "2026-12-24T00:00:00", "to": f"{ends}T00:00:00"}
    pending = Pending(Spot(Part.CLOSED), called(away), Change(("branches", "center", "closed", 0), None, away))
    assert said in preview.preview(words("en"), clinic, 1, pending).text


def test_which_branch_it_is_stands_on_every_screen_of_a_closed_one(clinic: Clinic) -> None:
    say, day = words("en"), {"from": "2026-12-24T00:00:00", "to": "2026-12-25T00:00:00"}
    closes, spot = (
        Change(("branches", "tairove", "closed", 0), None, day),
        Spot(Part.CLOSED, of=mark({"id": "tairove"})),
    )
    one = Asking(spot, "")
    asked = next_asked(one, clinic.languages)
    assert asked
    screens = (
        parts.part_list(say, clinic, spot),
        asking.question(say, clinic, 1, one, asked),
        preview.preview(say, clinic, 1, Pending(Spot(Part.CLOSED), called(day), closes)),
        changes.last_changes(say, clinic, [Edit(AT, "Marta", Part.CLOSED, called(day), closes, 3)]),
    )
    assert all("⛔ Branch closed · Tairove" in screen.text for screen in screens)


@pytest.mark.parametrize("place", [("branches", "center", "closed", 0), ("faq",)], ids=["branch", "file"])
def test_without_a_group_nobody_is_said_to_read_whom_to_phone(clinic: Clinic, place: tuple[str | int, ...]) -> None:
    day: Json = {"from": "2026-12-24T00:00:00", "to": "2026-12-25T00:00:00"}
    part, change = (Part.FILE, Change(place, [], [])) if place == ("faq",) else (Part.CLOSED, Change(place, None, day))
    pending = Pending(Spot(part), {"": "…"}, change, affected=Affected(7, 5))
    texts = [preview.preview(words("en"), clinic, 1, pending, has_group=has_group).text for has_group in (True, False)]
    assert ["Reception reads in its group whom" in text for text in texts] == [True, False]
    assert "To be phoned: 2. Reception has no group" in texts[1]


def test_where_all_are_told_nobody_is_said_to_be_phoned(clinic: Clinic) -> None:
    day = {"from": "2026-12-24T00:00:00", "to": "2026-12-25T00:00:00"}
    closes = Change(("branches", "center", "closed", 0), None, day)
    text = preview.preview(words("en"), clinic, 1, Pending(Spot(Part.CLOSED), {}, closes, affected=Affected(1, 1))).text
    assert ("other times to choose from: 1" in text, "To be phoned" in text) == (True, False)


def test_a_long_list_is_turned_page_by_page(told: Clinic) -> None:
    say, category = words("en"), mark({"id": "much"})
    seen = []
    for page in range(3):
        screen = parts.part_list(say, told, Spot(Part.ENTRIES, of=category), page)
        shows = [button.data for row in screen.rows for button in row if (button.data or "").startswith("ade:ask:")]
        seen += [data for data in shows if not (data or "").endswith(":new")]
    assert len(set(seen)) == len(ENTRIES)


def test_in_a_full_list_nothing_more_is_offered(clinic: Clinic) -> None:
    full = clinic.model_copy(update={"links": clinic.links[:1] * SHAPES[Part.LINKS].most})
    screens = [parts.part_list(words("en"), one, Spot(Part.LINKS)) for one in (clinic, full)]
    offered = ["➕ Add" in [button.text for row in screen.rows for button in row] for screen in screens]
    assert offered == [True, False]
