"""Logs that an engineer can read and that tell nothing about a patient.

The text of an exception may carry what somebody typed (a statement's parameters, a rejected value), so only its kind
and the places it came through are written.
"""

import logging
import secrets
import sys
import traceback
from types import TracebackType

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is misheard on the phone
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def incident_code() -> str:
    """Six characters that a patient can read out and an engineer can find in the log."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


class Formatter(logging.Formatter):
    """Exceptions by kind and place, their causes first, never by their text."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 the library's own name
        return "\n".join(_chain(ei[1])) if ei[1] else ""


def set_up_logs(level: int = logging.INFO) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiogram", "aiohttp.access", "apscheduler", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
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
