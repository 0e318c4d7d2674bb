"""The sandbox as a part of the program: a server with people for the page."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.server import DEMO_TOKEN, TelegramServer

LOOPBACK = "127.0.0.1"
# The bot keeps its database when the sandbox starts anew with none of its messages: their numbers must not come
# again, or an edit of yesterday's panel would hit a message of today. One a second since 2026 is never caught up.
START_OF_NUMBERS = 1_767_225_600


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody to be on the page: nobody's name, and numbers of the kind that nobody has."""

    user_id: int
    first_name: str
    language_code: str
    phone: str
    about: str


PEOPLE = (
    Invented(5_000_000_101, "Олена", "uk", "+380501112233", "Олена Криниця, 39, Ukrainian"),
    Invented(5_000_000_102, "Daniel", "en", "+447911123456", "Daniel Fernsby, 45, English"),
)


async def serve(
    host: str = LOOPBACK, port: int = 0, token: str = DEMO_TOKEN, people: Sequence[Invented] = PEOPLE
) -> TelegramServer:
    """Started, with `url` to open and `close()`. Raises NotLoopbackError for a host that others could reach."""
    server = await TelegramServer.start(token, host, port, first_message_id=int(time.time()) - START_OF_NUMBERS)
    for one in people:
        person = server.person(one.first_name, one.language_code, one.phone, one.user_id, one.about)
        # They may have written before the last restart; the bot remembers, so it may write first.
        person.screen.started = True
    return server
