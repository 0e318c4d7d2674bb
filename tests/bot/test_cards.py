"""What reception's group is shown of its queue, however long that is."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from bot.cards import LISTED, Cards
from bot.settings import DEMO_CLINIC
from clinic.read import read_clinic
from reception.handoff.dialogue import Dialogue, State
from reception.people import Person, PhoneState
from tests.crm.clock import MovableClock
from tests.crm.story import wall

MANY, TELEGRAMS_LONGEST = 300, 4096
NOW = wall("2026-11-23 09:00")


class Everybody:
    async def find(self, number: int) -> Person:
        return Person(number, number, "uk", None, PhoneState.NONE, (), None, None)


def waits(number: int, since: datetime, *, urgent: bool = False) -> Dialogue:
    return Dialogue(number, number, State.WAITING, urgent, since, waiting_since=since, unanswered_since=since)


async def test_of_a_long_queue_the_urgent_and_the_oldest_are_named_and_the_rest_is_counted() -> None:
    desk: Any = SimpleNamespace(people=Everybody(), clock=MovableClock(NOW), clinic=read_clinic(DEMO_CLINIC))
    waiting = [waits(number, NOW - timedelta(minutes=number), urgent=number == 1) for number in range(MANY)]
    line = await Cards(desk, cast("Any", None), cast("Any", None)).queue(waiting)
    _, first, second, *_, last = line.text.splitlines()
    assert (first.split(":")[0][-3:], second.split(":")[0][-3:]) == (", 1", "299")
    assert (line.text.count("•"), last) == (LISTED, f"… і ще {MANY - LISTED} людей")
    assert len(line.text) < TELEGRAMS_LONGEST
