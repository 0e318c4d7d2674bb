"""LOG_FORMAT=json: one object a line for a collector, and as silent about patients as the text."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.log import JsonFormatter
from bot.outages import DATABASE, Outages
from tests.bot.test_log import raised

CANARY = "Kanareichenko 1987-05-12"


class Lines(logging.Handler):
    """A collector: what it is given it must be able to read."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.raw: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.raw.append(self.format(record))

    def read(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.raw]


@pytest.fixture
def lines() -> Iterator[Lines]:
    collector, ours = Lines(), logging.getLogger("bot")
    before = ours.level
    ours.addHandler(collector)
    ours.setLevel(logging.INFO)
    yield collector
    ours.setLevel(before)
    ours.removeHandler(collector)


def test_a_line_is_one_object_with_the_time_in_utc(lines: Lines) -> None:
    record = logging.LogRecord("bot.turns", logging.WARNING, __file__, 1, "update %d: %s", (7, "late\nand more"), None)
    record.created = 1_795_300_310.25
    lines.handle(record)
    assert lines.read() == [
        {
            "time": "2026-11-21T22:31:50.250+00:00",
            "level": "WARNING",
            "logger": "bot.turns",
            "message": "update 7: late\nand more",
        }
    ]
    assert "\n" not in lines.raw[0]


def test_an_incident_can_be_looked_for_by_its_code(lines: Lines) -> None:
    logging.getLogger("bot.talking").error("incident %s", "ABC234", extra={"incident": "ABC234", "patient": CANARY})
    (line,) = lines.read()
    assert line["incident"] == "ABC234"
    assert CANARY not in lines.raw[0], "only the fields that are known to be harmless"


def test_an_outage_says_what_and_how_long(lines: Lines) -> None:
    outages = Outages(now=iter([1000.0, 1042.4]).__next__)
    outages.went(DATABASE, "refused")
    outages.back(DATABASE)
    gone, back = lines.read()
    assert (gone["outage"], gone["message"]) == (DATABASE, "The database has trouble: refused")
    assert (back["outage"], back["seconds"]) == (DATABASE, 42)


def test_an_exception_is_told_by_kind_and_place_only(lines: Lines) -> None:
    logging.getLogger("bot.talking").error("incident", exc_info=raised(ValueError(CANARY), KeyError(CANARY)))
    (line,) = lines.read()
    kinds = [told for told in line["exception"] if not told.startswith(" ")]
    assert kinds == ["builtins.KeyError", "builtins.ValueError"]
    assert CANARY not in lines.raw[0]


def test_words_of_any_language_stay_readable(lines: Lines) -> None:
    logging.getLogger("bot.talking").info("Клініка «Лелека»")
    assert "Клініка «Лелека»" in lines.raw[0]
