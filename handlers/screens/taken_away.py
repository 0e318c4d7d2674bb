"""All that is kept of a person as two files: one to be read on a phone, one for other programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from clinic.model import Clinic
from handlers.screen import File
from handlers.screens.taken_away_words import codes, named, subjects
from locales.words import Words
from reception.phones import show_phone
from reception.privacy import Entry, Export

HEAD = (
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{css}</style>'
    "</head>\n<body>\n<h1>{title}</h1>\n"
)
CSS = (
    "body{font:16px/1.5 sans-serif;max-width:40em;margin:1.5em auto;padding:0 1em;overflow-wrap:anywhere}"
    "h1{font-size:1.4em}summary{font-weight:600;font-size:1.15em;margin:1.5em 0 .3em}"
    "dl{border:1px solid #ccc;border-radius:.6em;padding:.6em .9em;margin:.5em 0}"
    "dt{color:#666;font-size:.85em}dd{margin:0}"
)
# In short there; the rest is what people have typed.
CODED = {"language", "phone_state", "notices_off", "state", "kind", "answer", "score", "deed", "days", "about"}


def files(say: Words, clinic: Clinic, taken: Export) -> tuple[File, File]:
    on = f"{taken.at:%Y-%m-%d}"
    return (
        File(f"my-data-{on}.html", _page(say, clinic, taken).encode(), say("All that I keep about you, to read")),
        File(f"my-data-{on}.json", _json(say, taken).encode(), say("The same for other programs")),
    )


def _json(say: Words, taken: Export) -> str:
    """Names in English, which stay; the clinic's own words in the person's language."""

    def plain(value: Any) -> str:
        return say.pick(value) if isinstance(value, Mapping) else str(value.isoformat())

    return json.dumps({"taken_at": taken.at, **taken.parts}, ensure_ascii=False, indent=2, default=plain)


def _page(say: Words, clinic: Clinic, taken: Export) -> str:
    title = say("My data at {clinic}", clinic=say.pick(clinic.name))
    body = "".join(_subject(say, name, entries) for name, entries in taken.parts.items())
    theirs = say(
        "What the clinic keeps in its own system (medical cards, visits, findings) is not in this file. Ask reception "
        "for it: {phone}",
        phone=show_phone(clinic.phone),
    )
    head = HEAD.format(language=say.language, title=title, css=CSS)
    return f"{head}<p>{_text(say, taken.at, {})}</p>\n{body}<p>{theirs}</p>\n</body></html>\n"


def _subject(say: Words, name: str, entries: Sequence[Entry]) -> str:
    listed = "".join(f"<dl>{''.join(_lines(say, entry))}</dl>\n" for entry in entries)
    nothing = f"<p>{say('Nothing.')}</p>"
    return f"<details open><summary>{escape(subjects(say)[name])}</summary>\n{listed or nothing}</details>\n"


def _lines(say: Words, entry: Entry) -> Iterator[str]:
    """What is not known is not mentioned; what has no name here only other programs read."""
    names = named(say)
    for name, value in entry.items():
        if name in names and value not in (None, "", []):
            told = _text(say, value, codes(say) if name in CODED else {})
            yield f"<dt>{escape(names[name])}</dt><dd>{escape(told, quote=False)}</dd>"


def _text(say: Words, value: Any, told: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_text(say, one, told) for one in value)
    if isinstance(value, bool):
        return say.label("yes") if value else say.label("no")
    if isinstance(value, datetime):
        return f"{say.full_date(value.date())}, {value:%H:%M}"
    if isinstance(value, date):
        return say.full_date(value)
    return say.pick(value) if isinstance(value, Mapping) else told.get(str(value), str(value))
