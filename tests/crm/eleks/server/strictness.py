"""What a call must be like (section 2); the first thing that is not as it should be is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.crm.eleks.server.accounts import INSTALLATION
from tests.crm.eleks.server.signatures import CALLED_WITH, SIGNATURES


@dataclass(frozen=True)
class Call:
    """``cut``: what was longer than its column and has lost its tail, in silence."""

    name: str
    given: Mapping[str, str]
    cut: tuple[str, ...]


class Violation(Exception):
    """Something that the fact sheet does not allow."""


def read(body: Any, login: str) -> Call:
    """``login``: whose token it came with."""
    for wrong in _wrong(body, login):
        raise Violation(wrong)
    given = {one["name"]: one["value"] for one in body["params"] if one["name"] != "Login"}
    signature = SIGNATURES[body["name"]]
    kept = {name: value[: signature[name].most] for name, value in given.items()}
    return Call(body["name"], kept, tuple(name for name in given if kept[name] != given[name]))


def _wrong(body: Any, login: str) -> Iterator[str]:
    if not isinstance(body, dict) or set(body) != {"name", "params", "installationId"}:
        yield f"a call is name, params and installationId, not {body}"
    if body["name"] not in SIGNATURES:
        yield f"there is no procedure {body['name']}"
    if str(body["installationId"]).lower() != INSTALLATION:
        yield f"{body['name']}: another installationId: {body['installationId']}"
    yield from (f"{body['name']}: {wrong}" for wrong in _wrong_params(body["params"]))
    given = {one["name"]: one["value"] for one in body["params"]}
    if given.pop("Login", None) != login:
        yield f"{body['name']}: Login is not the token's"
    yield from (f"{body['name']}: {wrong}" for wrong in _wrong_values(body["name"], given))


def _wrong_params(params: Any) -> Iterator[str]:
    if not isinstance(params, list):
        yield "params is no list"
    for one in params:
        if not isinstance(one, dict) or set(one) != {"name", "value"}:
            yield f"a parameter is name and value, not {one}"
        if not isinstance(one["name"], str) or not isinstance(one["value"], str):
            yield f"not both are text: {one}"
        if one["name"].startswith("@") or one["name"] != one["name"].strip():
            yield f'"{one["name"]}" is written with an @ or a blank'
    names = [one["name"] for one in params]
    if len(set(names)) != len(names):
        yield f"a parameter stands twice: {names}"


def _wrong_values(name: str, given: Mapping[str, str]) -> Iterator[str]:
    signature = SIGNATURES[name]
    for key, value in given.items():
        if key not in signature:
            yield f'there is no parameter "{key}"'
        if not signature[key].right(value):
            yield f'{key} cannot be "{value}"'
    if missing := {key for key, one in signature.items() if one.required} - set(given):
        yield f"{', '.join(sorted(missing))} missing"
    if (ways := CALLED_WITH.get(name)) and set(given) not in ways:
        yield f"is called with {ways}, not with {sorted(given)}"
