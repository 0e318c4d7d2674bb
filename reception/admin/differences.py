"""What one state of the clinic has that another has not, by names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reception.admin.changes import Json
from reception.admin.parts import called

Name = Mapping[str, str]  # by language
CATEGORIES, QUESTIONS = "faq", "entries"
LISTS = ("free", "branches", "specialties", "services", "doctors")


@dataclass(frozen=True, slots=True)
class Difference:
    """``of``: a field of the clinic, or QUESTIONS. Of a list with ids: which entries are new, are gone, or have changed
    in which fields; where all three are empty the field as a whole has changed, or the order of its entries."""

    of: str
    new: Sequence[Name] = ()
    gone: Sequence[Name] = ()
    changed: Sequence[tuple[Name, Sequence[str]]] = ()


def differences(before: Json, after: Json) -> list[Difference]:
    """In the order of the clinic file."""
    return list(_differences(before, after))


def _differences(before: Json, after: Json) -> Iterator[Difference]:
    for field in dict.fromkeys((*before, *after)):
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if field == CATEGORIES:
            yield from _of_questions(old, new)
        elif field in LISTS:
            yield _listed(field, _by_id(old), _by_id(new))
        else:
            yield Difference(field)


def _of_questions(old: Json, new: Json) -> Iterator[Difference]:
    """Of categories their names and order, of questions whatever category they are in."""
    categories = [{one["id"]: {"name": one["name"]} for one in some} for some in (old, new)]
    questions = [_by_id([entry for one in some for entry in one["entries"]]) for some in (old, new)]
    if list(categories[0].items()) != list(categories[1].items()):
        yield _listed(CATEGORIES, *categories)
    if list(questions[0].items()) != list(questions[1].items()) or _places(old) != _places(new):
        yield _listed(QUESTIONS, *questions)


def _places(categories: Json) -> list[list[str]]:
    return [[entry["id"] for entry in one["entries"]] for one in categories]


def _listed(of: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> Difference:
    come = tuple(called(one) for id_, one in new.items() if id_ not in old)
    gone = tuple(called(one) for id_, one in old.items() if id_ not in new)
    other = [id_ for id_ in new if id_ in old and old[id_] != new[id_]]
    return Difference(of, come, gone, tuple((called(new[id_]), _fields(old[id_], new[id_])) for id_ in other))


def _fields(old: Json, new: Json) -> tuple[str, ...]:
    return tuple(field for field in dict.fromkeys((*old, *new)) if old.get(field) != new.get(field))


def _by_id(entries: Json) -> dict[str, Json]:
    return {one["id"]: one for one in entries}
