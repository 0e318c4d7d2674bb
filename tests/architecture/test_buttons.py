"""Every button that a screen can emit has exactly one handler, found as the real dispatcher finds it."""

import ast
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from itertools import product
from typing import Any

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import MAX_CALLBACK_LENGTH, CallbackData
from aiogram.types import CallbackQuery, User
from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from handlers import menu, taps
from handlers.dispatching import dispatcher
from handlers.weighty import weighty
from reception.questions import CHOICES
from tests.architecture.rooms import code

SMALL: dict[type, Any] = {str: "uk", bool: True}
LONGEST: dict[str, Any] = {
    "draft": 2**63 - 1,  # db.columns.BigKey
    "value": max((str(value) for values in CHOICES.values() for value in values), key=len),
    "language": "uk",
    "visit": True,
    "on": False,
    "yes": False,
    "field": "accepts_patients",
    "payload": "specialty_" + "9" * 9,
    "key": "k" * 32,  # db.tables.bookings: String(32)
    "of": "k" * 32,
}


def buttons(of: type[CallbackData] = CallbackData) -> list[type[CallbackData]]:
    """The kinds of buttons, in whatever file; one that others are made from is never shown itself."""
    kinds = [kind for kind in of.__subclasses__() if kind.__module__.startswith("handlers.")]
    return [button for kind in kinds for button in (buttons(kind) or [kind])]


def every_step(kind: type[CallbackData], *, largest: bool = False) -> Iterator[CallbackData]:
    """One button for each of its words, with small or with the largest values beside."""
    fields = kind.model_fields
    values = [_words(field) or [(_largest if largest else _small)(name, field)] for name, field in fields.items()]
    for chosen in product(*values):
        yield kind(**dict(zip(fields, chosen, strict=True)))


def _words(field: FieldInfo) -> list[StrEnum]:
    of = field.annotation
    return list(of) if isinstance(of, type) and issubclass(of, StrEnum) else []


def _small(_name: str, field: FieldInfo) -> Any:
    bounds: list[Any] = [bound.ge for bound in field.metadata if isinstance(bound, Ge)]
    return max(1, *bounds) if bounds else SMALL.get(field.annotation or str, 1)


def _largest(name: str, field: FieldInfo) -> Any:
    """The bound that the field itself sets, or the longest that is ever put into it."""
    bounds = [bound.le for bound in field.metadata if isinstance(bound, Le)]
    return bounds[0] if bounds else LONGEST[name]


def all_buttons() -> list[CallbackData]:
    return [button for kind in buttons() for button in every_step(kind)]


async def listeners(data: str) -> list[HandlerObject]:
    """All that would take this tap, asked in the dispatcher's own order by their own filters."""
    tap = CallbackQuery(id="1", from_user=User(id=1, is_bot=False, first_name="Olena"), chat_instance="1", data=data)
    handlers = [handler for router in dispatcher.chain_tail for handler in router.callback_query.handlers]
    return [handler for handler in handlers if (await handler.check(tap))[0]]


def test_there_are_buttons_to_look_at() -> None:
    prefixes = {kind.__prefix__ for kind in buttons()}
    of_visits, of_waiting = {"v", "vs", "vp", "vd", "m", "x", "xx", "r", "i"}, {"e", "ee", "ex", "h", "hx"}
    of_admins = {"ad", "adl", "ade", "adf", "add", "adu", "ado", "adk", "adq", "fig", "figf", "figd"}
    assert prefixes >= {"go", "l", "f", "w", "d", "t", "z", "c", "n", "s", "q", "b", "bm", "info", "faq", "st", "sc"}
    assert prefixes >= of_visits | of_waiting | of_admins | {"hc", "hf", "hs"}
    assert len(all_buttons()) > len(taps.To) + len(taps.Step)


def test_no_two_kinds_begin_alike() -> None:
    assert [prefix for prefix, times in Counter(kind.__prefix__ for kind in buttons()).items() if times > 1] == []


@pytest.mark.parametrize("button", all_buttons(), ids=lambda button: button.pack())
async def test_a_button_has_exactly_one_handler(button: CallbackData) -> None:
    *own, last = await listeners(button.pack())
    assert last.callback is menu.outdated, "what nobody listens to is said to be outdated"
    assert len(own) == 1, [handler.callback.__name__ for handler in own]


@pytest.mark.parametrize(
    "data", ["", "go", "go:", "go:nowhere", "w:1:2", "w:1:1:1:1:1:1:-5", "f:x:yes::", "💥" * 16, "_:1"]
)
async def test_rubbish_is_outdated_and_nothing_else(data: str) -> None:
    assert [handler.callback for handler in await listeners(data)] == [menu.outdated]


async def test_every_handler_of_taps_is_listening_to_some_button() -> None:
    awake = {handler.callback for button in all_buttons() for handler in await listeners(button.pack())}
    there = {handler.callback for router in dispatcher.chain_tail for handler in router.callback_query.handlers}
    assert {handler.__name__ for handler in there - awake} == set()


@pytest.mark.parametrize("kind", buttons(), ids=lambda kind: kind.__name__)
def test_the_largest_ids_fit_into_what_telegram_carries(kind: type[CallbackData]) -> None:
    for button in every_step(kind, largest=True):
        assert len(button.pack().encode()) <= MAX_CALLBACK_LENGTH


def test_what_cannot_be_taken_back_is_weighty() -> None:
    heavy = {button.pack() for button in all_buttons() if weighty(button.pack())}
    assert {data.split(":")[0] for data in heavy} == {"c", "xx", "f", "go", "ko", "add", "adx", "hs"}
    assert {data for data in heavy if data.startswith("go")} == {"go:erase!", "go:leave!", "go:end"}


def test_every_word_of_a_button_stands_on_some_screen() -> None:
    """A word that no screen emits is dead, and so is its handler."""
    named = Counter(word for file in code("handlers", "bot") for word in _emitted(ast.parse(file.read_text("utf-8"))))
    words = {f"{of.__name__}.{word.name}" for of in (taps.To, taps.Step) for word in of}
    assert words - named.keys() == set()


def test_every_kind_of_button_stands_on_some_screen() -> None:
    made = {call for file in code("handlers/screens") for call in _calls(ast.parse(file.read_text("utf-8")))}
    ways = {"Walk": "walk", "Day": "days_on", "Time": "time", "Find": "find", "CancelSurely": "cancel_surely"}
    ways |= {"Wait": "wait", "WaitFor": "wait_for", "CallHome": "call_home", "Write": "write"}
    ways |= {"AdminEntry": "to_entry", "AdminField": "to_field", "AdminClear": "to_clear"}
    assert {kind.__name__ for kind in buttons() if ways.get(kind.__name__, kind.__name__) not in made} == set()


def _emitted(source: ast.Module) -> Iterator[str]:
    """``To.BOOK`` where it is put into a button, not where a handler's filter names it."""
    made = [
        node for node in ast.walk(source) if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Go", "Fill"}
    ]
    yield from (ast.unparse(argument.value) for call in made for argument in call.keywords)


def _calls(source: ast.Module) -> Iterator[str]:
    yield from (ast.unparse(node.func) for node in ast.walk(source) if isinstance(node, ast.Call))
