"""What an answer says: the rows that a method promises, wherever they stand in it, or a refusal (section 2).

Names of lists are nowhere stated, and how keys are spelled is not sure: rows are known by the key they must have.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]  # by folded key

LOOK_ALIKE = str.maketrans("авсенкмортухі", "abcehkmoptyxi")  # Cyrillic, Latin
REFUSING = ("status", "description", "error", "message")


def fold(key: str) -> str:
    """``companyName`` for whoever writes it with a capital, or its с in Cyrillic."""
    return key.strip().lower().translate(LOOK_ALIKE)


def rows(body: Any, key: str) -> list[Row]:
    """Those that have ``key``; none where nothing has it. Never "the first list"."""
    return next((found for _, found in lists(body, key)), [])


def lists(body: Any, key: str) -> Iterator[tuple[str, list[Row]]]:
    """Each list whose rows have ``key``, with where it stands."""
    for where, value in _places(body):
        if found := [row for row in _as_rows(value) if key in row]:
            yield where, found


def spelling(body: Any, key: str) -> str:
    """How ``key`` is really written."""
    written = (
        name
        for _, place in _places(body)
        for one in (place if isinstance(place, list) else [place])
        for name, _ in _members(one)
    )
    return next((name for name in written if fold(name) == key), "")


def lone_number(body: Any) -> str:
    """The id that is all there is to say, whatever it is called (PatientCreate); else nothing."""
    values = [value for _, place in _places(body) for value in (_only(row) for row in _as_rows(place))]
    values += [place for _, place in _places(body)]
    return next((str(one) for one in values if str(one).isdecimal()), "")


def refusal(body: Any, *, anywhere: bool = False) -> str | None:
    """Its words, if it is one; to be asked of what has no rows. ``anywhere``: also outside of ``data``."""
    body = unpacked(body)
    said = [unpacked(value) for key, value in _members(body) if fold(key) == "data"]
    for one in [*said, body] if anywhere else said:
        for row in _as_rows(one):
            if words := [str(value) for key, value in row.items() if value and any(word in key for word in REFUSING)]:
                return ", ".join(words)
    return None


def unpacked(value: Any) -> Any:
    """JSON that came as text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _places(body: Any) -> Iterator[tuple[str, Any]]:
    body = unpacked(body)
    yield "", body
    for key, value in _members(body):
        yield key, value
        if fold(key) == "data":
            inner = unpacked(value)
            yield key, inner
            yield from ((f"{key}.{name}", one) for name, one in _members(inner))


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()


def _as_rows(value: Any) -> list[Row]:
    """A single object counts as a list of one."""
    values: Sequence[Any] = value if isinstance(value, list) else [value]
    return [{fold(key): own for key, own in one.items()} for one in values if isinstance(one, Mapping)]


def _only(row: Row) -> Any:
    return next(iter(row.values())) if len(row) == 1 else None
