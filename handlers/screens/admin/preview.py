"""What a change comes to, as patients will see it, before it is published."""

from collections.abc import Iterator, Sequence

from clinic.contents import number_of
from clinic.model import Clinic
from handlers.admin_taps import AdminDraft, AdminPage, Page, Step
from handlers.screen import Button, Screen, rows
from handlers.screens.admin.files import overwrites
from handlers.screens.admin.home import to_home
from handlers.screens.admin.values import bold, in_full, named
from handlers.screens.admin.words import field_name, title, title_within
from handlers.screens.pages import fitting
from locales.words import Words
from reception.admin.changes import ORDER, Change, Json
from reception.admin.parts import INSIDE, SHAPES, Field, Part, value_of
from reception.admin.pending import Pending
from reception.closures import Affected

ROOM, MOST = 3000, 4000  # characters of texts, and of a message with all that stands around them


def preview(say: Words, clinic: Clinic, draft: int, pending: Pending, *, has_group: bool = True) -> Screen:
    """``has_group``: of reception."""
    part, change = pending.spot.part, pending.change
    if part is Part.FILE:
        return _of_file(say, draft, pending, has_group=has_group)
    lines = [say("👁 <b>Preview</b>: {place}", place=place(say, clinic, part, pending.named, change))]
    if pending.met:
        lines += [say("⚠️ Another admin has changed this meanwhile. Now it says:")]
        lines += _told(say, part, change, pending.theirs, ROOM // 3)
        lines += [say("And this would be yours:")]
    lines += _told(say, part, change, change.after, ROOM // (2 if pending.met else 1))
    if part is Part.CLOSED:
        lines += _closing(say, pending, has_group=has_group)
    return _checked(say, AdminDraft(draft=draft, step=Step.PUBLISH, seen=pending.seen), lines)


def _of_file(say: Words, draft: int, pending: Pending, *, has_group: bool) -> Screen:
    """Compared with what is there now, whoever has put it there."""
    name = bold(named(say, pending.named))
    lines = [say("👁 <b>Preview</b>: {place}", place=title(say, Part.FILE)), name]
    if pending.met:
        lines.append(say("⚠️ Another admin has changed something meanwhile. Compared with how it is now:"))
    lines += overwrites(say, pending.change, pending.change.before)
    lines += _booked_then(say, pending.affected, has_group=has_group) if pending.affected else ()
    return _checked(say, AdminDraft(draft=draft, step=Step.PUBLISH, seen=pending.seen), lines)


def _checked(say: Words, this: AdminDraft, lines: Sequence[str]) -> Screen:
    publish = Button(say.label("✅ Publish"), this, "success")
    back = Button(say.label("⬅️ Back"), AdminDraft(draft=this.draft, step=Step.BACK))
    return Screen("\n\n".join(fitting(lines, MOST, 2)), (*rows(publish), *rows(back, to_home(say), width=2)))


def _closing(say: Words, pending: Pending, *, has_group: bool) -> Iterator[str]:
    """What becomes of the visits that are booked then."""
    if pending.affected:
        return _booked_then(say, pending.affected, has_group=has_group)
    return iter(
        [say("Whoever was told that it is closed, and still has the visit, is told that it is open after all.")]
    )


def _booked_then(say: Words, of: Affected, *, has_group: bool) -> Iterator[str]:
    yield say.count("👥 {n} visit is booked there then.", "👥 {n} visits are booked there then.", of.booked)
    if of.booked:
        yield say("✉️ Told here, with other times to choose from: {number}", number=of.told)
    if of.to_phone:
        yield _to_phone(say, of.to_phone, has_group=has_group)
    yield say("Patients who don't use the bot are not counted: please look into the clinic's own system.")


def _to_phone(say: Words, number: int, *, has_group: bool) -> str:
    if has_group:
        return say("📞 To be phoned: {number}. Reception reads in its group whom.", number=number)
    return say(
        "📞 To be phoned: {number}. Reception has no group in which it could read whom: please look into the clinic's"
        " own system.",
        number=number,
    )


def place(say: Words, clinic: Clinic, part: Part, called: dict[str, str], change: Change) -> str:
    """In words, plain: which part, which entry, which field."""
    whole = title_within(say, clinic, part, number_of(str(change.place[1])) if part in INSIDE else 0)
    field = field_of(part, change)
    name = field_name(say, part, field.name) if field and field.name else ""
    return " · ".join(word for word in (whole, named(say, called) if called else "", name) if word)


def field_of(part: Part, change: Change) -> Field | None:
    """None where it is an entry as a whole, or the order of entries."""
    shape, last = SHAPES[part], change.place[-1]
    if not shape.fields:
        return None
    if shape.fields[0].name:
        return shape.field(str(last)) if len(change.place) > len(shape.path) + shape.many else None
    return None if last == ORDER else shape.fields[0]


def published(say: Words, back: Button | None) -> Screen:
    changes = Button(say.label("📜 Last changes"), AdminPage(page=Page.CHANGES))
    return Screen(say("✅ Published: everybody sees it from now on."), rows(back, changes, to_home(say)))


def impossible(say: Words, back: Button | None) -> Screen:
    """What was typed does not go with the rest of the clinic, as a file would be refused."""
    text = say(
        "Not published: with this the clinic would contradict itself. Please look at what you have typed once more."
    )
    return Screen(text, rows(back, to_home(say)))


def visits_there(say: Words, visits: int, back: Button | None, *, of_file: bool = False) -> Screen:
    """On a new holiday; ``of_file``: at times at which their doctor would not be there any more."""
    left = say.count(
        "Not published: {n} visit would be left without its doctor. Please move or cancel it first.",
        "Not published: {n} visits would be left without their doctor. Please move or cancel them first.",
        visits,
    )
    text = say.count(
        "Not published: {n} visit is booked on that day. Please move or cancel it first.",
        "Not published: {n} visits are booked on that day. Please move or cancel them first.",
        visits,
    )
    return Screen(left if of_file else text, rows(back, to_home(say)))


def told(say: Words, part: Part, change: Change, value: Json, room: int) -> list[str]:
    """Paragraphs of what stands, or stood, at the place."""
    return list(_told(say, part, change, value, room))


def _told(say: Words, part: Part, change: Change, value: Json, room: int) -> Iterator[str]:
    if change.place[-1] == ORDER:
        yield say("Another order")
    elif value in (None, {}, []):
        yield _nothing(say, part, change)
    elif field := field_of(part, change):
        yield from in_full(say, field, value, room)
    else:
        yield from _entry(say, part, value, room)


def _nothing(say: Words, part: Part, change: Change) -> str:
    """A category goes with all that is in it."""
    if part is Part.TEXTS:
        return say("Our own words again.")
    if part is Part.CATEGORIES and (questions := len(change.before["entries"])):
        return say.count(
            "🗑 This will be removed, and {n} question with it.",
            "🗑 This will be removed, and {n} questions with it.",
            questions,
        )
    return say("🗑 This will be removed.")


def _entry(say: Words, part: Part, value: Json, room: int) -> Iterator[str]:
    fields = SHAPES[part].fields
    for field in fields:
        name = bold(field_name(say, part, field.name))
        yield "\n".join((name, *in_full(say, field, value_of(value, field), room // len(fields))))
