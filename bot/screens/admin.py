"""What admins see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.screens.mistakes import mistakes
from bot.screens.sample import Sample
from clinic.model import Clinic
from clinic.own_texts import OwnTexts
from clinic.texts import Texts
from handlers.link_taps import Lead
from handlers.screen import Answer
from handlers.screens.admin import asking, changes, files, home, links, parts, people, preview
from locales.words import Words
from reception.admin.asking import Asking, answered, next_asked
from reception.admin.changes import ALL, ORDER, Change, mark
from reception.admin.edits import Edit
from reception.admin.hearing import Why, Wrong
from reception.admin.parts import INSIDE, SHAPES, Kind, Part, Spot, called, listed
from reception.admin.pending import Pending
from reception.admin.who import CAME, WENT, Colleague
from reception.closures import Affected
from reception.destinations import address, deep_links

DRAFT = 7
AT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


def admin(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield home.home(say, clinic, demo=True)
    yield home.changed_meanwhile(say)
    yield home.nothing_changed(say)
    for spot in _spots(sample):
        yield parts.part_list(say, clinic, spot)
        yield from (parts.entry(say, clinic, one) for one in _first(sample, spot))
        yield from _asked(sample, spot)
    changed = _with_its_own_words(clinic)
    yield parts.part_list(say, changed, Spot(Part.TEXTS))
    yield parts.entry(say, changed, Spot(Part.BRANCHES, mark({"id": changed.branches[0].id})))
    yield from _looked_at(sample)
    yield from _people(say)
    yield from _links(sample)
    yield changes.last_changes(say, clinic, [])
    yield changes.last_changes(say, clinic, list(_edits(sample)))


def _spots(sample: Sample) -> list[Spot]:
    """Each part's list; those that stand in another, in its first entry."""
    firsts = {part: _first(sample, Spot(part)) for part in INSIDE.values()}
    return [Spot(part, of=firsts[INSIDE[part]][0].number) if part in INSIDE else Spot(part) for part in Part]


def _with_its_own_words(clinic: Clinic) -> Clinic:
    """And with a branch that nobody can be booked at."""
    texts, closed = OwnTexts(greeting=Texts({"en": "{clinic}"})), {"accepts_patients": False}
    branches = (clinic.branches[0].model_copy(update=closed), *clinic.branches[1:])
    return clinic.model_copy(update={"texts": texts, "branches": branches})


def _first(sample: Sample, spot: Spot) -> list[Spot]:
    if not SHAPES[spot.part].many:
        return []
    entries = listed(sample.clinic.model_dump(mode="json"), spot)[:1]
    return [replace(spot, number=mark(entry)) for entry in entries]


def _asked(sample: Sample, spot: Spot) -> Iterator[Answer]:
    """Each field for the first time, and as it is asked for where something stands."""
    languages = sample.clinic.languages
    for field in (one for one in SHAPES[spot.part].fields if one.kind is not Kind.SWITCH):
        there = dict.fromkeys(languages.offered, "…") if field.kind is Kind.TEXTS else None
        for before in (None, there):
            one = Asking(spot, field.name, before)
            while (asked := next_asked(one, languages)) and asked.language in {"", languages.default}:
                yield asking.question(sample.say, sample.clinic, DRAFT, one, asked)
                one = answered(one, asked, "…")


def _looked_at(sample: Sample) -> Iterator[Answer]:
    say, spot = sample.say, Spot(Part.FREE)
    (gift,) = sample.clinic.model_dump(mode="json")["free"][:1]
    new, out = Change(("free", gift["id"]), None, gift), Change(("free", gift["id"]), gift, None)
    name = Change(("free", gift["id"], "name"), {}, gift["name"])
    back = parts.to_part(say, spot)
    for change in (new, out, name):
        yield preview.preview(say, sample.clinic, DRAFT, Pending(spot, called(gift), change))
    for questions in (1, 3):
        category = {"id": "tests", "name": {}, "entries": [{}] * questions}
        gone = Change(("faq", "tests"), category, None)
        yield preview.preview(say, sample.clinic, DRAFT, Pending(Spot(Part.CATEGORIES), called(category), gone))
    yield preview.preview(say, sample.clinic, DRAFT, Pending(spot, called(gift), name).after(gift["what"]))
    reminder = Change(("texts", "day_before"), {"en": "{when}"}, {})
    greeting = Change(("texts", "greeting"), {}, {"en": "{clinic}"})
    canned = Change(("reception", "canned", 0), None, {"en": "{name}"})
    yield from (
        preview.preview(say, sample.clinic, DRAFT, Pending(Spot(Part.TEXTS), {}, one)) for one in (reminder, greeting)
    )
    yield preview.preview(say, sample.clinic, DRAFT, Pending(Spot(Part.CANNED), {}, canned))
    yield from _closing(sample)
    yield from _files(sample)
    yield preview.published(say, back)
    yield preview.impossible(say, back)
    yield from (preview.visits_there(say, visits, back) for visits in (1, 3))
    wrong = Asking(Spot(Part.TEXTS), "day_before")
    if asked := next_asked(wrong, sample.clinic.languages):
        yield from (asking.question(say, sample.clinic, DRAFT, wrong, asked, Wrong(why, "{wen}")) for why in Why)


def _files(sample: Sample) -> Iterator[Answer]:
    say, before, spot = sample.say, sample.clinic.model_dump(mode="json"), Spot(Part.FILE)
    first, *others = before["faq"]
    questions = Change(("faq",), before["faq"], [{**first, "name": {"en": "…"}, "entries": first["entries"][1:]}])
    branch = before["branches"][0] | {"phone": "", "pin": None}
    lists = {"branches": [branch, *before["branches"][1:]], "doctors": before["doctors"][::-1], "services": []}
    everything = Change((ALL,), before, before | lists | {"specialties": [], "free": before["free"][1:], "rules": {}})
    for change in (questions, everything, Change(("faq",), others, [first, *others])):
        pending = Pending(spot, {"": "clinic.yaml"}, change)
        yield preview.preview(say, sample.clinic, DRAFT, pending)
        yield preview.preview(say, sample.clinic, DRAFT, replace(pending.after(change.before), affected=Affected(7, 5)))
        yield changes.last_changes(say, sample.clinic, [Edit(AT, "Marta", Part.FILE, {"": "clinic.yaml"}, change, 4)])
    yield files.page(say)
    yield files.ask(say)
    yield from mistakes(say)
    yield files.clinic_file(say, b"", sample.today)
    yield files.questions_file(say, b"", sample.today)
    yield from (preview.visits_there(say, visits, None, of_file=True) for visits in (1, 3))


def _closing(sample: Sample) -> Iterator[Answer]:
    """A branch for a day, and open after all."""
    day = {"from": "2026-11-24T00:00:00", "to": "2026-11-25T00:00:00"}
    place, spot = ("branches", sample.clinic.branches[0].id, "closed", 0), Spot(Part.CLOSED)
    for affected in (Affected(0, 0), Affected(1, 1), Affected(7, 5)):
        closes = Pending(spot, called(day), Change(place, None, day), affected=affected)
        yield preview.preview(sample.say, sample.clinic, DRAFT, closes)
        yield preview.preview(sample.say, sample.clinic, DRAFT, closes, has_group=False)
    weeks = day | {"to": "2027-01-15T00:00:00"}
    for gone in (day, weeks):
        yield preview.preview(sample.say, sample.clinic, DRAFT, Pending(spot, called(gone), Change(place, gone, None)))


def _people(say: Words) -> Iterator[Answer]:
    marta, petro = Colleague(0, 123456789, "", fixed=True), Colleague(2, 2, "Petro", fixed=False)
    yield people.admins(say, [marta, petro], may_go=True)
    yield people.invited(say, "https://t.me/your_bot?start=admin_0123456789")
    yield people.welcome(say)
    yield people.off_check(say, petro)
    yield people.is_off(say)
    yield people.stays(say)


def _links(sample: Sample) -> Iterator[Answer]:
    say, there = sample.say, deep_links(sample.desk.catalogue)
    yield links.page(say, there)
    yield links.which(say, there, Lead.DOCTOR, 0)
    yield links.ask_source(say)
    yield links.ask_source_again(say)
    doctor = f"doctor_{sample.way.doctor}"
    for payload, name in (("", sample.clinic.name), (doctor, there[doctor]), ("src_poster", {"": "poster"})):
        yield links.code(say, address("your_bot", payload), payload, name, b"")
        yield links.taken(say, say, address("your_bot", payload), payload, name)


def _edits(sample: Sample) -> Iterator[Edit]:
    (gift,) = sample.clinic.model_dump(mode="json")["free"][:1]
    what = Change(("free", gift["id"], "what"), gift["how"], gift["what"])
    yield Edit(AT, "Marta", Part.FREE, called(gift), what, 3)
    yield Edit(AT, "", Part.FREE, called(gift), Change(("free", ORDER), [1, 2], [2, 1]), 2)
    yield Edit(AT, "Petro", CAME, {})
    yield Edit(AT, "Marta", WENT, {"": "Petro"})
