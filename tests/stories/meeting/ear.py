"""Hears every log record as the program would write it."""

import copy
import logging

from bot.log import Formatter

QUIET = ("", "aiogram", "aiohttp.access", "apscheduler", "alembic")  # what bot.log turns down is turned up again


class Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.setFormatter(Formatter("%(levelname)s %(name)s: %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        fresh = copy.copy(record)
        fresh.exc_text = None  # pytest's own handlers leave their formatting there
        self.lines.append(self.format(fresh))

    def heard(self, words: str) -> list[str]:
        return [line for line in self.lines if words in line]
