"""A clinic that keeps its branches, doctors and visits in a system of its own.

Its file adds what that system lacks (hours, pins, languages, photos, ages …) to what it has. Each entry names its
counterpart there by ``crm``; all else may be left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from clinic.mistakes import Mistake, Remark, field_name, remark
from clinic.tree import Tree

# What an entry may lack, and what then stands for it.
LACKED: Mapping[str, Mapping[str, Any]] = {
    "branches": {"name": {}, "address": {}, "hours": {}},
    "specialties": {"name": {}},
    "services": {"name": {}, "specialty": "", "minutes": 0},
    "doctors": {"name": {}, "specialties": [], "services": [], "hours": []},
}
KEPT_THERE = ("hours", "away", "extra")  # of a doctor
HOW = remark('crm: "its id in the clinic\'s own system"')


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """With an empty value for whatever is lacked; what is there stays as it is, right or wrong."""
    lists = {
        kind: [_filled(kind, entry) for entry in _list(data, kind)] for kind in LACKED if _may_be_filled(data, kind)
    }
    return {**data, **lists}


def mistakes(tree: Tree) -> Iterator[Mistake]:
    """Entries without a counterpart, two with the same, and what is that system's own business."""
    if _of_the_built_in_system(tree):
        words = remark("is for the built-in system (CRM=embedded); for another one each entry says {how}", how=HOW)
        yield Mistake(0, "", words)
        return
    for kind in LACKED:
        seen: dict[str, int] = {}
        for number, entry in enumerate(_list(tree.data, kind)):
            if not isinstance(entry, Mapping):
                continue
            crm = entry.get("crm")
            if not crm:
                yield _mistake(tree, (kind, number), remark("has no counterpart; add {how}", how=HOW))
            elif str(crm) in seen:
                taken = remark('"{id}" is taken in line {line}; keep one of them', id=crm, line=seen[str(crm)])
                yield _mistake(tree, (kind, number, "crm"), taken)
            else:
                seen[str(crm)] = tree.place.find((kind, number, "crm"))[0].line
            for name in KEPT_THERE if kind == "doctors" else ():
                if name in entry:
                    kept = remark("is kept in the clinic's own system; take it out here")
                    yield _mistake(tree, (kind, number, name), kept)


def _of_the_built_in_system(tree: Tree) -> bool:
    """As the demo's: whoever only sets CRM needs one word, not one for each entry."""
    entries = [one for kind in LACKED for one in _list(tree.data, kind) if isinstance(one, Mapping)]
    return bool(entries) and not any(one.get("crm") for one in entries)


def needless(tree: Tree) -> Iterator[Mistake]:
    """The built-in system knows no ids but the file's own."""
    for kind in LACKED:
        for number, entry in enumerate(_list(tree.data, kind)):
            if isinstance(entry, Mapping) and "crm" in entry:
                words = remark("means nothing to the built-in system; take it out, or set CRM to the clinic's own")
                yield _mistake(tree, (kind, number, "crm"), words)


def _list(data: Mapping[str, Any], kind: str) -> list[Any]:
    entries = data.get(kind)
    return entries if isinstance(entries, list) else []


def _may_be_filled(data: Mapping[str, Any], kind: str) -> bool:
    return kind not in data or isinstance(data[kind], list)


def _filled(kind: str, entry: Any) -> Any:
    return {**LACKED[kind], **entry} if isinstance(entry, Mapping) else entry


def _mistake(tree: Tree, steps: tuple[str | int, ...], words: Remark) -> Mistake:
    place, path = tree.place.find(steps)
    return Mistake(place.line, field_name(path), words)
