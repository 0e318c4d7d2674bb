"""A clinic file → a Clinic, or every mistake in it by line, field and what would be right."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import phonenumbers
from pydantic import ValidationError

from clinic import elsewhere
from clinic.contents import number_of
from clinic.known import Known
from clinic.mistakes import ClinicFileError, Mistake, Step, field_name
from clinic.model import Clinic
from clinic.texts import LANGUAGES
from clinic.tree import Place, Tree, UnreadableError, read_tree
from clinic.wording import in_words

__all__ = ["ClinicFileError", "Mistake", "read_clinic"]

BIGGEST = 1024 * 1024  # a clinic of 300 doctors is a quarter of it
LISTS = ("branches", "specialties", "services", "doctors")


def read_clinic(path: Path, *, whole: bool = True) -> Clinic:
    """Photos are checked and come as absolute paths. Raises ClinicFileError with all that is wrong.

    ``whole``: the file describes all there is, for the built-in system; else what it may lack is in the clinic's own.
    """
    try:
        tree = read_tree(_text(path))
    except UnreadableError as error:
        raise ClinicFileError(path.name, [error.mistake]) from None
    if not isinstance(tree.data, Mapping):
        raise ClinicFileError(path.name, [Mistake(1, "", "is not a clinic file; begin with the demo clinic's")])
    mistakes = [*tree.mistakes, *_same_ids(tree), *(elsewhere.needless(tree) if whole else elsewhere.mistakes(tree))]
    data = tree.data if whole else elsewhere.filled(tree.data)
    try:
        clinic = Clinic.model_validate(data, context=_known(tree.data, path.parent, whole=whole))
    except ValidationError as error:
        mistakes += [in_words(found, tree.place) for found in error.errors(include_url=False)]
    if mistakes:
        raise ClinicFileError(path.name, mistakes)
    return clinic


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(BIGGEST + 1)
    except FileNotFoundError:
        raise _unreadable("there is no such file; check its name and folder") from None
    except OSError as error:
        raise _unreadable(f"cannot be opened: {error.strerror}") from None
    if len(content) > BIGGEST:
        raise _unreadable("is over 1 MB; a clinic file holds only words, photos stand beside it")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable("is not UTF-8 from here on; save it again with the encoding UTF-8", line) from None


def _unreadable(message: str, line: int = 0) -> UnreadableError:
    return UnreadableError(Mistake(line, "", message))


def _known(data: Mapping[str, Any], folder: Path, *, whole: bool) -> Known:
    languages = data.get("languages")
    language = str(languages.get("default")) if isinstance(languages, Mapping) else ""
    region = str(data.get("region"))
    ids = {kind: {entry["id"]: entry for _, entry in _entries(data, kind)} for kind in LISTS}
    return Known(
        folder=folder,
        language=language if language in LANGUAGES else "",
        region=region if region in phonenumbers.SUPPORTED_REGIONS else "",
        branches=frozenset(ids["branches"]),
        specialties=frozenset(ids["specialties"]),
        services={id_: str(entry.get("specialty")) for id_, entry in ids["services"].items()},
        whole=whole,
    )


def _entries(data: Mapping[str, Any], kind: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Those that have an id, however wrong the rest of them may be."""
    entries = data.get(kind)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, Mapping) and isinstance(entry.get("id"), str):
            yield number, entry


def _same_ids(tree: Tree) -> Iterator[Mistake]:
    for kind in (*LISTS, "free", "faq"):
        yield from _taken(tree, [((kind, number), entry) for number, entry in _entries(tree.data, kind)])
    yield from _taken(tree, list(_questions(tree.data)))


def _questions(data: Mapping[str, Any]) -> Iterator[tuple[tuple[Step, ...], Mapping[str, Any]]]:
    """Of all categories: an entry may change its category and stays the same."""
    categories = data.get("faq")
    for number, category in enumerate(categories if isinstance(categories, list) else ()):
        for place, entry in _entries(category, "entries") if isinstance(category, Mapping) else ():
            yield ("faq", number, "entries", place), entry


def _taken(tree: Tree, entries: Iterable[tuple[tuple[Step, ...], Mapping[str, Any]]]) -> Iterator[Mistake]:
    """By the number that stands for an id in buttons."""
    first: dict[int, Place] = {}
    for steps, entry in entries:
        place, path = tree.place.find((*steps, "id"))
        if (number := number_of(entry["id"])) in first:
            taken = f'"{entry["id"]}" is taken in line {first[number].line}; give each its own id'
            yield Mistake(place.line, field_name(path), taken)
        first.setdefault(number, place)
