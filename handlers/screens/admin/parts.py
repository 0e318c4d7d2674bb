"""A part of the clinic: the list of its entries, and one of them with its fields."""

from collections.abc import Mapping, Sequence

from clinic.model import Clinic
from handlers.admin_taps import AdminList, Do, to_clear, to_entry, to_field, to_list
from handlers.screen import Button, Screen, rows
from handlers.screens.admin import files
from handlers.screens.admin.home import to_home
from handlers.screens.admin.values import bold, in_short, missing, named
from handlers.screens.admin.words import about, field_name, title, title_within
from handlers.screens.pages import Page, page_of
from locales.words import Words
from reception.admin.changes import Json, mark
from reception.admin.parts import INSIDE, SHAPES, Field, Kind, Part, Spot, called, entry_of, listed, value_of

PAGE = 12
BELOW: Mapping[Part, Sequence[Part]] = {
    Part.CATEGORIES: (Part.ENTRIES,),
    Part.BRANCHES: (Part.CLOSED,),
    Part.RECEPTION: (Part.OFFLINE, Part.HOLIDAYS, Part.CANNED),
}
ABOVE = {below: above for above, parts in BELOW.items() for below in parts}


def part_list(say: Words, clinic: Clinic, spot: Spot, page: int = 0) -> Screen:
    """Of a part without entries its fields. Raise ``PlaceGone``."""
    if spot.part is Part.FILE:
        return files.page(say)
    body, shape = clinic.model_dump(mode="json"), SHAPES[spot.part]
    if not shape.many:
        return _card(say, clinic, spot, entry_of(body, spot))
    entries = listed(body, spot)
    shown = page_of(sorted(entries, key=str) if _is_a_calendar(spot.part) else entries, page, PAGE)
    buttons = [Button(_label(say, entry), to_entry(Spot(spot.part, mark(entry), spot.of))) for entry in shown.shown]
    new = Button(say.label("➕ Add"), to_entry(spot, Do.NEW), "primary") if len(entries) < shape.most else None
    return Screen(
        _heading(say, clinic, spot), (*rows(*buttons), *_turns(say, spot, shown), *rows(new), *_back(say, spot))
    )


def entry(say: Words, clinic: Clinic, spot: Spot) -> Screen:
    """Raise ``PlaceGone``."""
    return _card(say, clinic, spot, entry_of(clinic.model_dump(mode="json"), spot))


def to_part(say: Words, spot: Spot) -> Button:
    return Button(say.label("⬅️ Back"), to_list(spot))


def _card(say: Words, clinic: Clinic, spot: Spot, found: Json) -> Screen:
    shape = SHAPES[spot.part]
    lines = [_told(say, clinic, spot.part, one, value_of(found, one)) for one in shape.fields]
    heading = _heading(say, clinic, spot, named(say, called(found)) if shape.many else "")
    fields = [button for one in shape.fields for button in _change(say, spot, one, value_of(found, one))]
    buttons = (*rows(*fields), *rows(*_below(say, spot)), *_order(say, spot), *_back(say, spot, entry=shape.many))
    return Screen("\n\n".join((heading, *lines)), buttons)


def _heading(say: Words, clinic: Clinic, spot: Spot, name: str = "") -> str:
    whole = title_within(say, clinic, spot.part, spot.of)
    heading = bold(f"{whole} · {name}" if name else whole)
    return "\n\n".join(line for line in (heading, "" if name else about(say, spot.part)) if line)


def _told(say: Words, clinic: Clinic, part: Part, field: Field, value: Json) -> str:
    room = 3000 // len(SHAPES[part].fields)
    told = bold(field_name(say, part, field.name)) + f"\n{in_short(say, field, value, room)}"
    if not (lacks := missing(field, value, clinic.languages.offered)):
        return told
    not_translated = say("<i>Not translated: {languages}</i>", languages=", ".join(lacks))
    return f"{told}\n{not_translated}"


def _change(say: Words, spot: Spot, field: Field, value: Json) -> list[Button]:
    name = field_name(say, spot.part, field.name)
    if field.kind is Kind.SWITCH:
        turn = say.label("🚫 No more booking here") if value else say.label("✅ Open for booking again")
        return [Button(turn, to_field(spot, field.name))]
    buttons = [Button(f"✏️ {name}", to_field(spot, field.name))]
    if field.may_lack and value:
        ours = say.label("↩️ Back to ours: {name}", name=name)
        out = say.label("🗑 Remove: {name}", name=name)
        label = ours if spot.part is Part.TEXTS else out
        buttons.append(Button(label, to_clear(spot, field.name)))
    return buttons


def _below(say: Words, spot: Spot) -> list[Button]:
    parts = BELOW.get(spot.part, ())
    return [Button(title(say, part), AdminList(part=part, of=spot.number if part in INSIDE else 0)) for part in parts]


def _order(say: Words, spot: Spot) -> tuple[tuple[Button, ...], ...]:
    if not SHAPES[spot.part].grows:
        return ()
    up = Button(say.label("⬆️ Up"), to_entry(spot, Do.UP))
    down = Button(say.label("⬇️ Down"), to_entry(spot, Do.DOWN))
    out = Button(say.label("🗑 Delete"), to_entry(spot, Do.OUT), "danger")
    return (*(() if _is_a_calendar(spot.part) else rows(up, down, width=2)), *rows(out))


def _back(say: Words, spot: Spot, *, entry: bool = False) -> tuple[tuple[Button, ...], ...]:
    """From an entry to its list, from a list to what it stands in."""
    above = ABOVE.get(spot.part)
    if entry:
        return rows(to_part(say, spot), to_home(say), width=2)
    if above is None:
        return rows(to_home(say))
    back = to_entry(Spot(above, spot.of)) if above in INSIDE.values() else AdminList(part=above)
    return rows(Button(say.label("⬅️ Back"), back), to_home(say), width=2)


def _label(say: Words, found: Json) -> str:
    name = named(say, called(found))
    return name if len(name) <= 60 else f"{name[:59]}…"  # noqa: PLR2004 what a button shows


def _turns(say: Words, spot: Spot, page: Page[Json]) -> tuple[tuple[Button, ...], ...]:
    return page.turns(say.label("⬅️ Previous"), say.label("More ➡️"), lambda other: to_list(spot, other))


def _is_a_calendar(part: Part) -> bool:
    """In the order of the calendar, whatever the clinic's list says."""
    return SHAPES[part].fields[0].kind in {Kind.DAY, Kind.SPAN}
