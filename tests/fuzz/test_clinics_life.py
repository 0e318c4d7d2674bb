"""Hypothesis lives through lives of a small clinic on each database: a few in ``make test``, many in ``make fuzz``."""

import asyncio

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.telegram import connect
from db.cipher import Cipher
from db.database import Database
from tests.fuzz.machine import ClinicsLife

LONG = [HealthCheck.too_slow, HealthCheck.data_too_large]
FEW = settings(
    max_examples=6,
    stateful_step_count=20,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),  # whoever wants to know the shortest way to a failure asks ``make fuzz``
    suppress_health_check=LONG,
)


def test_whatever_happens_nobody_is_in_two_places_and_nobody_sees_anothers(database_url: str, data_key: str) -> None:
    how = settings(suppress_health_check=LONG) if settings.get_current_profile_name() == "fuzz" else FEW
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:  # its own: the tests' loop stays as it is
        database, bot = Database(database_url, Cipher([data_key])), connect("42:NOBODY", "http://127.0.0.1")
        try:
            run_state_machine_as_test(lambda: ClinicsLife(database, bot, runner.run), settings=how)  # type: ignore[arg-type] # any callable will do
        finally:
            runner.run(database.close())
