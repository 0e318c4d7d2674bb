"""A token that Telegram does not know, from the start or from now on: one clear line, and exit code 1."""

import pytest

from sandbox import TelegramServer
from sandbox.faults import refused
from sandbox.refusals import UNAUTHORIZED
from tests.faults.programs import RealProgram

SAID = "Telegram does not know this BOT_TOKEN: take it anew from @BotFather."
ALWAYS = 10**6

pytestmark = pytest.mark.parametrize("database_home", ["sqlite"], indirect=True)


def said(bot: RealProgram) -> list[str]:
    """Its last words, and whatever in its log is more than news."""
    lines = [line for line in bot.log.splitlines() if " INFO " not in line]
    return [line for line in lines if "demo clinic" not in line and "Menu button" not in line]


@pytest.mark.parametrize("way_in", ["webhook", "polling"])
async def test_a_wrong_one_at_the_start(bot: RealProgram, way_in: str) -> None:
    bot.settings["BOT_TOKEN"] = "42:ANOTHER"
    bot.begins(way_in)
    assert await bot.ends() == 1
    assert said(bot) == [SAID]


@pytest.mark.parametrize("way_in", ["webhook", "polling"])
async def test_one_that_is_revoked_while_the_bot_runs(bot: RealProgram, telegram: TelegramServer, way_in: str) -> None:
    bot.pauses["look"] = 0.1  # else once a minute
    await bot.starts(way_in)
    for method in (None, "getUpdates"):
        telegram.faults.add(method=method, answer=refused(UNAUTHORIZED), times=ALWAYS)
    telegram.world.updates.close()  # a long poll that was asked before ends
    assert await bot.ends() == 1
    assert said(bot) == [SAID]
