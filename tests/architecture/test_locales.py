"""Every language says everything, in its own plural forms, with the same values, tags and commands in it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from bot.settings import DEMO_CLINIC
from clinic.read import read_clinic
from locales.extract import ROOMS, SAYING, read, said, updated
from locales.words import FOLDER, languages, words
from sandbox.html_reading import read_html
from tests.architecture.rooms import code

FILES = sorted(FOLDER.glob("*/reception.po"))
LONGEST_LABEL = 40
CALENDAR_TITLES = {"Visit to {clinic}"}  # stand in a calendar file, not on a button
A_MOMENT = datetime(2026, 11, 25, 20, 30)  # noqa: DTZ001 only its digits count


class Said(NamedTuple):
    """One text and one form of its translation; of a plural's forms the first is the singular's."""

    english: str
    local: str


@pytest.fixture(params=FILES, ids=lambda file: file.parent.name)
def file(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def forms(file: Path) -> Iterator[Said]:
    for message in read(file):
        if not message.id:
            continue  # the header
        if isinstance(message.id, str):
            yield Said(message.id, str(message.string))
        else:
            yield from (Said(message.id[min(at, 1)], form) for at, form in enumerate(_forms(message)))


def said_in_english() -> Iterator[str]:
    for message in said():
        yield from [message.id] if isinstance(message.id, str) else message.id


def test_there_are_languages_to_look_at() -> None:
    assert [file.parent.name for file in FILES] == sorted(set(languages()) - {"en"})
    assert "uk" in languages()
    assert len(list(said_in_english())) > 100


def test_every_text_of_the_code_is_there_and_no_other(file: Path) -> None:
    """Whoever changes a text runs ``make words`` and translates what came in empty."""
    code, there = ({str(message.id) for message in catalogue} for catalogue in (said(), read(file)))
    assert there - code - {""} == set(), "nobody says this any more: make words"
    assert code - there == set(), "not in the file: make words"


def test_every_text_is_translated(file: Path) -> None:
    assert [pair.english for pair in forms(file) if not pair.local.strip()] == []
    assert [message.id for message in read(file) if message.fuzzy and message.id] == []


def test_the_file_is_as_make_words_writes_it(file: Path) -> None:
    """No dates, no places, alphabetical order: a change of it shows changed words alone."""
    assert file.read_text(encoding="utf-8") == updated(read(file)).decode()


def test_values_stand_in_every_form(file: Path) -> None:
    assert [pair for pair in forms(file) if _values(pair.english) != _values(pair.local)] == []


def test_tags_are_the_same_and_telegram_takes_them(file: Path) -> None:
    assert [pair for pair in forms(file) if _tags(pair.english) != _tags(pair.local)] == []
    for message in [*said_in_english(), *(pair.local for pair in forms(file))]:
        read_html(message)


def test_commands_are_the_same(file: Path) -> None:
    assert [pair for pair in forms(file) if _commands(pair.english) != _commands(pair.local)] == []


def test_each_language_has_its_own_number_of_plural_forms(file: Path) -> None:
    rule = get_plural(file.parent.name)
    plurals = [message for message in read(file) if not isinstance(message.id, str)]
    assert plurals
    assert {len(_forms(message)) for message in plurals} == {rule.num_plurals}
    ours, theirs = c2py(read(file).plural_expr), c2py(rule.plural_expr)
    assert [number for number in range(1000) if ours(number) != theirs(number)] == []


@pytest.mark.parametrize("language", languages())
def test_labels_fit_on_a_button(language: str) -> None:
    """With the longest value that the demo clinic has for each."""
    say, doctors = words(language), read_clinic(DEMO_CLINIC).doctors
    names = (" ".join(doctor.name.pick(language, "uk").split()[:2]) for doctor in doctors)
    values = {"doctor": max(names, key=len), "day": say.short_day(date(2026, 11, 25)), "time": A_MOMENT, "number": 3}
    values["name"] = "Олександра"
    labels = {str(message.id) for message in said("label", "to_say")} - CALENDAR_TITLES - {""}
    rendered = [say.label(label, **values) for label in labels]
    assert [label for label in rendered if len(label) > LONGEST_LABEL] == []


def test_no_text_escapes_the_translators() -> None:
    """What is said is written out, or kept in a constant by ``to_say``: ``make words`` finds nothing else."""
    sources = [ast.parse(file.read_text(encoding="utf-8")) for room in ROOMS for file in code(room)]
    marked = {name for source in sources for name in _marked(source)}
    calls = [call for source in sources for call in ast.walk(source) if isinstance(call, ast.Call) and _says(call)]
    assert len(calls) > 100
    assert [ast.unparse(call) for call in calls if not _is_written_out(call.args[0], marked)] == []


def _forms(message: Message) -> Sequence[str]:
    return message.string if isinstance(message.string, tuple | list) else (message.string or "",)


def _values(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None}


def _tags(text: str) -> Counter[str]:
    return Counter(re.findall(r"</?[a-z][^>]*>", text))


def _commands(text: str) -> Counter[str]:
    return Counter(re.findall(r"(?<![\w<])/[a-z_]+", text))


def _says(call: ast.Call) -> bool:
    """``say(…)``, ``at.say(…)``, ``say.label(…)``, ``at.say.count(…)``."""
    name = ast.unparse(call.func)
    return bool(re.search(r"(^|\.)say(\.label|\.count)?$", name)) or name in SAYING.keys() - {"label", "count"}


def _marked(source: ast.Module) -> Iterator[str]:
    for line in source.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.value).startswith("to_say("):
            yield from (ast.unparse(target) for target in line.targets)


def _is_written_out(text: ast.expr, marked: set[str]) -> bool:
    return (isinstance(text, ast.Constant) and isinstance(text.value, str)) or ast.unparse(text) in marked
