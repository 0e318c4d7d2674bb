"""A clinic file → a Clinic, or every mistake in it by line, field and what would be right."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import phonenumbers
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from clinic import elsewhere
from clinic.contents import number_of
from clinic.known import Known
from clinic.mistakes import ClinicFileError, Mistake, Remark, Step, field_name, remark
from clinic.model import Category, Clinic
from clinic.texts import LANGUAGES
from clinic.tree import Place, Tree, UnreadableError, read_tree
from clinic.wording import in_words
from clinic.write import photo_folder, photo_name

__all__ = ["ClinicFileError", "Mistake", "read_clinic", "read_sent"]

BIGGEST = 1024 * 1024  # a clinic of 300 doctors is a quarter of it
QUESTIONS = TypeAdapter(tuple[Category, ...])
LISTS = ("branches", "specialties", "services", "doctors")


def read_clinic(path: Path, *, whole: bool = True) -> Clinic:
    """Photos are checked and come as absolute paths. Raises ClinicFileError with all that is wrong.

    ``whole``: the file describes all there is, for the built-in system; else what it may lack is in the clinic's own.
    """
    try:
        with path.open("rb") as file:
            content = file.read(BIGGEST + 1)
    except FileNotFoundError:
        raise _unreadable(path.name, remark("there is no such file; check its name and folder")) from None
    except OSError as error:
        raise _unreadable(path.name, remark("cannot be opened: {problem}", problem=error.strerror)) from None
    return _clinic(path.name, tree_of(path.name, content), path.parent, whole=whole)


def read_sent(name: str, content: bytes, clinic: Clinic, *, whole: bool = True) -> Clinic:
    """What ``clinic`` becomes by a file that was sent: a whole clinic file, or one of ``faq`` alone.

    It comes without photos: of those that the clinic has it may name any, as ``write_clinic`` does. Raises
    ClinicFileError.
    """
    tree = tree_of(name, content)
    if set(tree.data) == {"faq"}:
        return clinic.model_copy(update={"faq": _questions_in(name, tree, clinic)})
    if mistakes := list(_unknown_photos(tree, clinic)):
        raise ClinicFileError(name, mistakes)
    photos = frozenset(doctor.photo for doctor in clinic.doctors if doctor.photo)
    return _clinic(name, tree, photo_folder(clinic), photos, whole=whole)


def tree_of(name: str, content: bytes) -> Tree:
    """Raises ClinicFileError where it is no clinic file at all."""
    try:
        tree = read_tree(_text(content))
    except UnreadableError as error:
        raise ClinicFileError(name, [error.mistake]) from None
    if not isinstance(tree.data, Mapping):
        words = remark("is not a clinic file; begin with the demo clinic's")
        raise ClinicFileError(name, [Mistake(1, "", words)])
    return tree


def _clinic(name: str, tree: Tree, folder: Path, photos: frozenset[Path] = frozenset(), *, whole: bool) -> Clinic:
    mistakes = [*tree.mistakes, *_same_ids(tree), *(elsewhere.needless(tree) if whole else elsewhere.mistakes(tree))]
    data = tree.data if whole else elsewhere.filled(tree.data)
    try:
        clinic = Clinic.model_validate(data, context=_known(tree.data, folder, photos, whole=whole))
    except ValidationError as error:
        mistakes += [in_words(found, tree.place) for found in error.errors(include_url=False)]
    if mistakes:
        raise ClinicFileError(name, mistakes)
    return clinic


def _questions_in(name: str, tree: Tree, clinic: Clinic) -> tuple[Category, ...]:
    mistakes = [*tree.mistakes, *_same_ids(tree)]
    known = Known(folder=Path(), language=clinic.languages.default)
    try:
        questions = QUESTIONS.validate_python(tree.data["faq"], context=known)
    except ValidationError as error:
        within: list[ErrorDetails] = error.errors(include_url=False)
        mistakes += [in_words({**found, "loc": ("faq", *found["loc"])}, tree.place) for found in within]
    if mistakes:
        raise ClinicFileError(name, mistakes)
    return questions


def _unknown_photos(tree: Tree, clinic: Clinic) -> Iterator[Mistake]:
    """A name could lead anywhere on this machine."""
    there = {photo_name(clinic, doctor.photo) for doctor in clinic.doctors if doctor.photo}
    for number, doctor in _entries(tree.data, "doctors"):
        photo = doctor.get("photo")
        if photo and isinstance(photo, str) and photo not in there:  # what is no name is found by the model
            place, path = tree.place.find(("doctors", number, "photo"))
            words = remark(
                '"{photo}" is no picture that the clinic has; new ones come by python -m bot import', photo=photo
            )
            yield Mistake(place.line, field_name(path), words)


def _text(content: bytes) -> str:
    if len(content) > BIGGEST:
        too_big = remark("is over 1 MB; a clinic file holds only words, photos stand beside it")
        raise UnreadableError(Mistake(0, "", too_big))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = remark("is not UTF-8 from here on; save it again with the encoding UTF-8")
        raise UnreadableError(Mistake(line, "", words)) from None


def _unreadable(name: str, message: Remark) -> ClinicFileError:
    return ClinicFileError(name, [Mistake(0, "", message)])


def _known(data: Mapping[str, Any], folder: Path, photos: frozenset[Path], *, whole: bool) -> Known:
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
        photos=photos,
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
            taken = remark(
                '"{id}" is taken in line {line}; give each its own id', id=entry["id"], line=first[number].line
            )
            yield Mistake(place.line, field_name(path), taken)
        first.setdefault(number, place)
