"""pydantic's findings in plain words: what is wrong and what would be right."""

import inspect
import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from clinic.known import choice
from clinic.mistakes import Mistake, Remark, Step, field_name, remark
from clinic.model import Clinic
from clinic.tree import Place

EXAMPLES: Mapping[Step, str] = {
    "name": 'name: {uk: "…", en: "…"}',
    "address": 'address: {uk: "…", en: "…"}',
    "text": 'text: {uk: "…", en: "…"}',
    "languages": "languages: {default: uk, offered: [uk, en]}",
    "default": "default: uk",
    "offered": "offered: [uk, en]",
    "zone": "zone: Europe/Kyiv",
    "region": "region: UA",
    "phone": 'phone: "+380 48 700 00 00"',
    "emergency": 'emergency: ["103", "112"]',
    "currency": "currency: UAH",
    "privacy": 'privacy: {version: "2026-11", text: {uk: "…", en: "…"}}',
    "version": 'version: "2026-11"',
    "id": "id: a-short-name",
    "specialties": "specialties: [family]",
    "specialty": "specialty: family",
    "services": "services: [family-visit]",
    "minutes": "minutes: 20",
    "branch": "branch: center",
    "days": "days: [mon, wed]",
    "from": 'from: "09:00"',
    "to": 'to: "15:00"',
    "date": "date: 2026-12-31",
    "entries": 'entries: [{id: blood-test, question: {uk: "…", en: "…"}, answer: {uk: "…", en: "…"}}]',
    "question": 'question: {uk: "…", en: "…"}',
    "answer": 'answer: {uk: "…", en: "…"}',
    "what": 'what: {uk: "…", en: "…"}',
    "how": 'how: {uk: "…", en: "…"}',
    "label": 'label: {uk: "…", en: "…"}',
    "url": 'url: "https://your-clinic.example"',
}

PLAIN = {
    "int": remark("is not a whole number; write it in digits, such as 20"),
    "bool": remark("is neither true nor false; write one of them"),
    "decimal": remark("is not a price; write it in digits, such as 600 or 35.50"),
    "finite": remark("is not a price; write it in digits, such as 600 or 35.50"),
    "float": remark("is not a number; write it with a point, such as 46.4846"),
    "string_too_short": remark("is empty; write a text"),
    "string": remark("is not a text; write one text here"),
    "tuple": remark("is not a list; write it in brackets, such as [one, two]"),
    "list": remark("is not a list; write it in brackets, such as [one, two]"),
    "dict": remark("is not a group of fields; write them below it, indented, as name: value"),
    "model": remark("is not a group of fields; write them below it, indented, as name: value"),
    "path": remark("is not the name of a file; write it as photos/name.jpg"),
    "too_long": remark("has too many values; leave two, such as [0, 17]"),
}


def in_words(error: ErrorDetails, root: Place) -> Mistake:
    place, path = root.find(error["loc"])
    if error["type"] != "missing":
        return Mistake(place.line, field_name(path), _message(error))
    name = error["loc"][-1]
    blank = path == error["loc"]  # the name stands there with nothing behind it
    return Mistake(place.line, field_name(path if blank else (*path, name)), _nothing(name, blank=blank))


def _nothing(name: Step, *, blank: bool) -> Remark:
    if example := EXAMPLES.get(name):
        if blank:
            return remark("is empty; fill it in, such as {example}", example=example)
        return remark("is missing; add it, such as {example}", example=example)
    return remark("is empty; fill it in") if blank else remark("is missing; add it")


def _message(error: ErrorDetails) -> Remark:
    match error["type"]:
        case "value_error":
            return _as_it_is(error["ctx"]["error"].args[0])
        case "literal_error":
            right = re.findall("'([^']*)'", error["ctx"]["expected"])
            return _kind(error, remark("is not known here; {choice}", choice=choice(str(error["input"]), right)))
        case "extra_forbidden":
            return remark("is not known here; {choice}", choice=choice(str(error["loc"][-1]), _names(error["loc"])))
        case "greater_than_equal":
            return remark("{value} is too small; at least {least}", value=error["input"], least=error["ctx"]["ge"])
        case "less_than_equal":
            return remark("{value} is too big; at most {most}", value=error["input"], most=error["ctx"]["le"])
        case "string_too_long":
            most = error["ctx"]["max_length"]
            return remark("has {number} characters; write at most {most}", number=len(error["input"]), most=most)
    words = (words for begin, words in PLAIN.items() if error["type"].startswith(begin))
    return _kind(error, next(words, _as_it_is(error["msg"])))


def _kind(error: ErrorDetails, words: Remark) -> Remark:
    value = error["input"]
    if value is None:
        return remark("is empty; fill it in, or take the line out")
    return remark('"{value}" {words}', value=value, words=words) if isinstance(value, str) and value else words


def _as_it_is(words: object) -> Remark:
    """A remark, or pydantic's own words where nobody has foreseen them: in English."""
    return words if isinstance(words, Remark) else Remark("{words}", {"words": words})


def _names(loc: tuple[Step, ...], model: type[BaseModel] = Clinic) -> list[str]:
    """The fields that the last step of the way could have named."""
    fields = {(field.alias or name): field for name, field in model.model_fields.items()}
    step, *rest = (step for step in loc if isinstance(step, str))
    inner = _model_in(fields[step].annotation) if rest else None
    return _names(tuple(rest), inner) if inner else list(fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for arg in get_args(annotation) if (inner := _model_in(arg))), None)
