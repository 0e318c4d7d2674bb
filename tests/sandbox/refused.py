"""Calls that Telegram refuses, in its own words."""

from collections.abc import Awaitable

import pytest
from aiogram.exceptions import TelegramAPIError


async def refused(call: Awaitable[object], words: str) -> None:
    with pytest.raises(TelegramAPIError) as caught:
        await call
    assert words in caught.value.message
