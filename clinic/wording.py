"""pydantic's findings in plain words: what is wrong and what would be right."""

import inspect
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from clinic.known import choice
from clinic.mistakes import Mistake, Step, field_name
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
    "int": "is not a whole number; write it in digits, such as 20",
    "bool": "is neither true nor false; write one of them",
    "decimal": "is not a price; write it in digits, such as 600 or 35.50",
    "finite": "is not a price; write it in digits, such as 600 or 35.50",
    "float": "is not a number; write it with a point, such as 46.4846",
    "string_too_short": "is empty; write a text",
    "string": "is not a text; write one text here",
    "tuple": "is not a list; write it in brackets, such as [one, two]",
    "list": "is not a list; write it in brackets, such as [one, two]",
    "dict": "is not a group of fields; write them below it, indented, as name: value",
    "model": "is not a group of fields; write them below it, indented, as name: value",
    "path": "is not the name of a file; write it as photos/name.jpg",
    "too_long": "has too many values; leave two, such as [0, 17]",
}


def in_words(error: ErrorDetails, root: Place) -> Mistake:
    place, path = root.find(error["loc"])
    if error["type"] != "missing":
        return Mistake(place.line, field_name(path), _message(error))
    name = error["loc"][-1]
    blank = path == error["loc"]  # the name stands there with nothing behind it
    words = ("is empty; fill it in" if blank else "is missing; add it") + _such_as(name)
    return Mistake(place.line, field_name(path if blank else (*path, name)), words)


def _such_as(name: Step) -> str:
    return f", such as {EXAMPLES[name]}" if name in EXAMPLES else ""


def _message(error: ErrorDetails) -> str:
    match error["type"]:
        case "value_error":
            return str(error["ctx"]["error"])
        case "extra_forbidden":
            return f"is not known here; {choice(str(error['loc'][-1]), _names(error['loc']))}"
        case "greater_than_equal":
            return f"{error['input']} is too small; at least {error['ctx']['ge']}"
        case "less_than_equal":
            return f"{error['input']} is too big; at most {error['ctx']['le']}"
        case "string_too_long":
            return f"has {len(error['input'])} characters; write at most {error['ctx']['max_length']}"
    return _kind(error)


def _kind(error: ErrorDetails) -> str:
    value = error["input"]
    if value is None:
        return "is empty; fill it in, or take the line out"
    words = next((words for begin, words in PLAIN.items() if error["type"].startswith(begin)), error["msg"])
    return f'"{value}" {words}' if isinstance(value, str) and value else words


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
