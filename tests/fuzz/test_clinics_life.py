"""Hypothesis lives through many lives of a small clinic on each database: a few in ``make test``, many in ``make fuzz``."""

import asyncio

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from db.cipher import Cipher
from db.database import Database
from tests.fuzz.machine import ClinicsLife

FEW = settings(max_examples=60, stateful_step_count=30, derandomize=False, database=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))


def test_whatever_happens_nobody_is_in_two_places_and_nobody_sees_anothers(database_url: str, data_key: str) -> None:
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:  # its own: the tests' loop stays as it is
        database = Database(database_url, Cipher([data_key]))
        try:
            run_state_machine_as_test(lambda: ClinicsLife(database, runner.run), settings=FEW)
        finally:
            runner.run(database.close())
