"""What somebody typed may stand in the text of an exception; it never reaches the log."""

import asyncio
import gc
import io
import logging
import re
import sys
from collections.abc import Callable, Iterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.log import ALPHABET, Formatter, incident_code, set_up_logs

Read = Callable[[], str]
LIBRARIES = ("aiogram", "aiogram.event", "aiohttp.access", "apscheduler", "alembic", "matplotlib")
CANARY = "Kanareichenko 1987-05-12"


@pytest.fixture
def program_logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Read]:
    """All that the program as a whole writes; afterwards pytest has its own logging back."""
    root, handlers, level = logging.root, logging.root.handlers[:], logging.root.level
    libraries = {name: logging.getLogger(name) for name in LIBRARIES}
    levels = {name: library.level for name, library in libraries.items()}
    root.handlers.clear()  # or basicConfig would close pytest's
    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    set_up_logs()
    yield errors.getvalue
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("asyncio").filters.clear()
    for name, library in libraries.items():
        library.setLevel(levels[name])


async def test_what_fails_in_a_handler_is_not_told_by_the_library_with_its_text(program_logs: Read) -> None:
    async def fails(_: Update) -> None:
        raise ValueError(CANARY)

    dispatcher = Dispatcher()
    dispatcher.update.outer_middleware(lambda _handler, update, _data: fails(update))
    with pytest.raises(ValueError, match=CANARY):
        await dispatcher.feed_raw_update(Bot("42:TEST"), {"update_id": 1})
    assert program_logs() == ""


def written(error: BaseException, message: str = "incident %s") -> str:
    record = logging.LogRecord(
        "bot", logging.ERROR, __file__, 1, message, ("ABC234",), (type(error), error, error.__traceback__)
    )
    return Formatter("%(levelname)s %(message)s").format(record)


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_an_exception_is_told_by_its_kind_and_its_place() -> None:
    told = written(raised(ValueError(CANARY)))
    assert CANARY not in told
    assert told.splitlines()[:2] == ["ERROR incident ABC234", "builtins.ValueError"]
    assert re.search(r"test_log\.py:\d+ raised$", told)


def test_so_are_its_causes_first_things_first() -> None:
    told = written(raised(RuntimeError(CANARY), raised(KeyError(CANARY))))
    assert CANARY not in told
    assert told.index("builtins.KeyError") < told.index("builtins.RuntimeError")


def test_and_what_it_happened_during_unless_that_was_put_aside() -> None:
    later = raised(RuntimeError(CANARY))
    later.__context__, later.__suppress_context__ = raised(KeyError(CANARY)), False
    assert "builtins.KeyError" in written(later)
    assert CANARY not in written(later)
    later.__suppress_context__ = True
    assert "builtins.KeyError" not in written(later)


def test_a_group_tells_nothing_of_its_members_texts() -> None:
    assert CANARY not in written(raised(ExceptionGroup(CANARY, [ValueError(CANARY)])))


def test_notes_stay_out() -> None:
    error = ValueError()
    error.add_note(CANARY)
    assert CANARY not in written(raised(error))


async def test_a_task_that_nobody_waited_for_is_told_without_its_text(program_logs: Read) -> None:
    async def lost() -> None:
        raise ValueError(CANARY)

    task = asyncio.create_task(lost())
    await asyncio.wait({task})
    del task
    gc.collect()
    told = program_logs()
    assert "Task exception was never retrieved" in told
    assert "builtins.ValueError" in told
    assert CANARY not in told


def test_the_whole_program_logs_so(program_logs: Read) -> None:
    logging.getLogger("anybody").error("incident", exc_info=raised(ValueError(CANARY)))
    told = program_logs()
    assert "ERROR anybody: incident\nbuiltins.ValueError\n" in told
    assert CANARY not in told


def test_libraries_speak_up_only_when_something_is_wrong(program_logs: Read) -> None:
    for library in (
        "aiogram.dispatcher",
        "aiohttp.access",
        "apscheduler.scheduler",
        "alembic.runtime",
        "matplotlib.font_manager",
    ):
        logging.getLogger(library).info("handled %s", CANARY)
        logging.getLogger(library).warning("trouble")
    assert program_logs().count("trouble") == 5
    assert CANARY not in program_logs()


def test_codes_can_be_read_out_on_the_phone() -> None:
    codes = {incident_code() for _ in range(1000)}
    assert len(codes) > 990
    assert all(re.fullmatch(f"[{ALPHABET}]{{6}}", code) for code in codes)
    assert not set(ALPHABET) & set("0O1I"), "these are misheard and misread"
