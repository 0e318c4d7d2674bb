"""Logs that an engineer can read and that tell nothing about a patient.

The text of an exception may carry what somebody typed (a statement's parameters, a rejected value), so only its kind
and the places it came through are written.
"""

import json
import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is misheard on the phone
FIELDS = ("incident", "outage", "seconds")  # of ``extra``: what one would look for or count
# They write an exception with its text; what fails in a handler is told without it, and once, by bot/turns.py.
SILENCED = ("aiogram.event", "aiohttp.server")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def incident_code() -> str:
    """Six characters that a patient can read out and an engineer can find in the log."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


class Formatter(logging.Formatter):
    """Exceptions by kind and place, their causes first, never by their text."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 the library's own name
        return "\n".join(_chain(ei[1])) if ei[1] else ""


class JsonFormatter(logging.Formatter):
    """One JSON object a line; ``time`` is UTC, ``exception`` what ``Formatter`` would write below the line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            line["exception"] = _chain(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


FORMATTERS = {
    "text": Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"),
    "json": JsonFormatter(),
}


def set_up_logs(log_format: str = "text", level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATTERS[log_format])
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiogram", "aiohttp.access", "apscheduler", "alembic", "matplotlib"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    for loud in SILENCED:
        logging.getLogger(loud).setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").addFilter(_first_line)


def _first_line(record: logging.LogRecord) -> bool:
    """The other lines of what asyncio says of a lost task show its exception with its text."""
    record.msg, record.args = record.getMessage().partition("\n")[0], ()
    return True


def _chain(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*(_chain(cause) if cause else []), f"{type(error).__module__}.{type(error).__qualname__}"]
    places = traceback.extract_tb(error.__traceback__)
    return [*lines, *(f"  {place.filename}:{place.lineno} {place.name}" for place in places)]
