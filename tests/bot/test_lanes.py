"""Which chat an update belongs to, and how lanes are gone through."""

import asyncio
from typing import Any

import pytest

from bot.lanes import Lanes, lane_of

CHAT = {"chat": {"id": -100}}
PERSON = {"id": 7, "first_name": "Olena"}


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"message": {**CHAT, "from": PERSON}}, "-100"),
        ({"edited_message": CHAT}, "-100"),
        ({"message": {**CHAT, "message_thread_id": 9, "is_topic_message": True}}, "-100:9"),
        ({"message": {**CHAT, "message_thread_id": 9}}, "-100"),  # a thread of replies, not a topic
        ({"callback_query": {"from": PERSON, "message": {**CHAT, "date": 0}}}, "-100"),
        (
            {"callback_query": {"from": PERSON, "message": {**CHAT, "is_topic_message": True, "message_thread_id": 9}}},
            "-100:9",
        ),
        ({"callback_query": {"from": PERSON, "inline_message_id": "x"}}, "7"),
        ({"my_chat_member": {**CHAT, "from": PERSON}}, "-100"),
        ({"message_reaction": {**CHAT, "user": PERSON}}, "-100"),
        ({"inline_query": {"from": PERSON}}, "7"),
        ({"poll_answer": {"user": PERSON}}, "7"),
        ({"poll": {"id": "5"}}, "none"),
        ({}, "none"),
        ({"message": None}, "none"),
        ({"message": {"chat": "rubbish"}}, "none"),
        ({"message": {"chat": {"id": "rubbish" * 99}}}, "none"),
        ({"something_new": [1]}, "none"),
    ],
)
def test_an_update_goes_to_the_lane_of_its_chat_or_person(update: dict[str, Any], lane: str) -> None:
    assert lane_of({"update_id": 1, **update}) == lane


async def test_the_lowest_number_goes_first_even_if_it_came_later() -> None:
    """A taken-over update is older than what waits already; a webhook may bring updates out of order."""
    order: list[int] = []

    async def work(number: int) -> None:
        order.append(number)
        await asyncio.sleep(0)

    lanes = Lanes(work, at_once=1)
    for number in (5, 7, 3, 7):
        lanes.add("a", number)
    while len(lanes):  # noqa: ASYNC110 only a test waits for lanes to be empty
        await asyncio.sleep(0)
    assert order == [3, 5, 7]


async def test_who_asks_for_patience_stays_first_in_its_lane() -> None:
    order: list[int] = []

    async def work(number: int) -> float | None:
        order.append(number)
        return 0 if order.count(1) < 3 else None

    lanes = Lanes(work, at_once=1)
    lanes.add("a", 1)
    lanes.add("a", 2)
    while len(lanes):  # noqa: ASYNC110 only a test waits for lanes to be empty
        await asyncio.sleep(0)
    assert order == [1, 1, 1, 2]


async def test_closing_begins_nothing_more_and_cuts_off_what_outlasts_its_patience() -> None:
    begun: list[int] = []
    at_work = asyncio.Event()

    async def work(number: int) -> None:
        begun.append(number)
        at_work.set()
        await asyncio.Event().wait()

    lanes = Lanes(work, at_once=1)
    lanes.add("a", 1)
    lanes.add("a", 2)
    lanes.add("b", 3)
    await at_work.wait()
    await asyncio.wait_for(lanes.close(patience=0.01), 5)
    assert begun == [1]
    assert len(lanes) == 0
    lanes.add("c", 4)
    await lanes.close(patience=1)
    assert begun == [1]


async def test_closing_does_not_wait_for_lanes_that_only_pause() -> None:
    at_work = asyncio.Event()

    async def work(_: int) -> float:
        at_work.set()
        return 1_000

    lanes = Lanes(work, at_once=1)
    lanes.add("a", 1)
    await at_work.wait()
    await asyncio.wait_for(lanes.close(patience=1_000), 5)
    assert len(lanes) == 0
