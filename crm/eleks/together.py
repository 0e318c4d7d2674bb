"""Calls side by side: when the first error is raised all have ended, and none is left behind."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")


async def together(*calls: Coroutine[Any, Any, A]) -> list[A]:
    return [_told(answer) for answer in await asyncio.gather(*calls, return_exceptions=True)]


async def both(one: Coroutine[Any, Any, A], other: Coroutine[Any, Any, B]) -> tuple[A, B]:
    first, second = await asyncio.gather(one, other, return_exceptions=True)
    return _told(first), _told(second)


def _told(answer: A | BaseException) -> A:
    if isinstance(answer, BaseException):
        raise answer
    return answer
