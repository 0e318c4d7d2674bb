from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser

from tests.sandbox.page.desk import Desk, open_desk
from tests.sandbox.page.window import Window, open_window, start_chromium


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with start_chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def window(chromium: Browser) -> AsyncIterator[Window]:
    async with open_window(chromium) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def desk(chromium: Browser) -> AsyncIterator[Desk]:
    async with open_desk(chromium) as opened:
        yield opened
