"""The bot of these tests talks to the sandbox as it would to Telegram."""

from sandbox.server import TelegramServer
from tests.sandbox.page.talking import OLENA, talking_bot


async def test_the_bot_of_these_tests_talks_to_the_sandbox_as_to_telegram() -> None:
    async with await TelegramServer.start() as server, talking_bot(server):
        olena = server.person("Olena", "uk", "+380501234567", OLENA)
        await olena.types("/start doctor_3")
        assert await olena.sees("Panel doctor_3")
        assert server.refusals == []
