"""The clinic as a file, and what one that an admin has sent would overwrite."""

import html
from collections.abc import Iterator, Sequence
from datetime import date

from clinic.mistakes import ClinicFileError
from handlers.admin_taps import AdminFile, Paper
from handlers.screen import Button, File, Screen, rows
from handlers.screens.admin.home import to_home
from handlers.screens.admin.values import bold, named
from handlers.screens.admin.words import field_called, title
from handlers.screens.pages import fitting
from locales.words import Words
from reception.admin.changes import ALL, Change, Json
from reception.admin.differences import CATEGORIES, LISTS, QUESTIONS, Difference, Name, differences
from reception.admin.parts import Part

ROOM = 3000
NAMED = 8  # entries of a kind
PARTS = {CATEGORIES: Part.CATEGORIES, QUESTIONS: Part.ENTRIES, "free": Part.FREE, "branches": Part.BRANCHES}


def page(say: Words) -> Screen:
    text = say(
        "Take the clinic with you as a file, change as much of it as you like, and send it back: you will see what it "
        "would overwrite before anything is published. A file with <code>faq:</code> alone changes the questions alone."
    )
    clinic = Button(say.label("⬇️ The whole clinic"), AdminFile(act=Paper.CLINIC))
    questions = Button(say.label("⬇️ Questions and answers"), AdminFile(act=Paper.QUESTIONS))
    send = Button(say.label("⬆️ Send a file"), AdminFile(act=Paper.IMPORT), "primary")
    heading = bold(title(say, Part.FILE))
    return Screen(f"{heading}\n\n{text}", rows(clinic, questions, send, to_home(say)))


def clinic_file(say: Words, content: bytes, on: date) -> File:
    return File(f"clinic-{on}.yaml", content, say("The clinic as it is now, without the photos themselves."))


def questions_file(say: Words, content: bytes, on: date) -> File:
    return File(f"faq-{on}.yaml", content, say("All questions and answers as they are now."))


def ask(say: Words) -> Screen:
    return Screen(say("Please send the file here: 📎 → File."), _back(say))


def mistaken(say: Words, error: ClinicFileError) -> Screen:
    """Each mistake by its line and field, as ``python -m bot check`` says it, but in the admin's language."""
    lines = [f"<code>{html.escape(mistake.told(error.file, say.label))}</code>" for mistake in error.mistakes]
    text = say("I can't take this file in yet. Nothing was changed. Please mend it and send it again:")
    return Screen("\n\n".join((text, *fitting(lines, ROOM, 2))), _back(say))


def overwrites(say: Words, change: Change, before: Json) -> Iterator[str]:
    """``before``: what stands in the place, to compare with. A paragraph for each field."""
    whole = change.place == (ALL,)
    old, new = (before, change.after) if whole else ({CATEGORIES: before}, {CATEGORIES: change.after})
    found = differences(old, new)
    yield from (_told(say, one) for one in found if one.of in {QUESTIONS, CATEGORIES, *LISTS})
    if others := [one.of for one in found if one.of not in {QUESTIONS, CATEGORIES, *LISTS}]:
        yield say("Changed besides: {fields}", fields=", ".join(others))


def _told(say: Words, of: Difference) -> str:
    new, gone = (say.label("new: {number}", number=len(of.new)), say.label("gone: {number}", number=len(of.gone)))
    changed = say.label("changed: {number}", number=len(of.changed))
    counts = [words for words, some in ((new, of.new), (changed, of.changed), (gone, of.gone)) if some]
    head = f"{bold(_title(say, of.of))}: {', '.join(counts or [say('Another order')])}"
    names = [*(f"➕ {named(say, one)}" for one in of.new), *(f"✏️ {_changed(say, *one)}" for one in of.changed)]
    names += [f"🗑 {named(say, one)}" for one in of.gone]
    shown = [html.escape(name, quote=False) for name in names[:NAMED]]
    return "\n".join((head, *shown, *(["…"] if len(names) > NAMED else [])))


def _changed(say: Words, name: Name, fields: Sequence[str]) -> str:
    return f"{named(say, name)}: {', '.join(field_called(say, field) for field in fields)}"


def _title(say: Words, of: str) -> str:
    if of in PARTS:
        return title(say, PARTS[of])
    return {
        "specialties": say.label("🩺 Specialties"),
        "services": say.label("💳 Services"),
        "doctors": say.label("👩‍⚕️ Doctors"),
    }[of]


def _back(say: Words) -> tuple[tuple[Button, ...], ...]:
    return rows(Button(say.label("⬅️ Back"), AdminFile(act=Paper.PAGE)), to_home(say), width=2)
