"""Whatever stands in the settings: the clinic's own system is reached within its walls (docs/crm.md)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot import systems
from bot.settings import Settings
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.errors import Unavailable
from crm.model import Patient
from crm.through import Through
from db.database import Database
from reception.clock import SystemClock

NOBODY = "+380509999999"


class Faulty(Through):
    """An adapter with a mistake in it."""

    asked = 0

    async def find_patients(self, phone: str) -> list[Patient]:
        self.asked += 1
        raise ValueError(phone)


async def test_an_adapters_mistake_is_told_in_the_ports_words_and_after_three_it_is_left_alone(
    database: Database, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapter = Faulty(EmbeddedCrm(database, SystemClock()))

    @asynccontextmanager
    async def opened(*_given: object) -> AsyncIterator[Faulty]:
        yield adapter

    monkeypatch.setattr(systems, "_adapter", opened)
    async with systems.elsewhere(Settings(), clinic, SystemClock()) as system:
        for _ in range(5):
            with pytest.raises(Unavailable):
                await system.find_patients(NOBODY)
    assert adapter.asked == 3
