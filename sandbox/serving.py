"""The sandbox as a part of the program: a server with people for the page."""

import time
from collections.abc import Sequence

from sandbox.clock import Controls
from sandbox.invented import PEOPLE, Invented
from sandbox.server import DEMO_TOKEN, TelegramServer
from sandbox.staff import Staffed, open_staff_chat

LOOPBACK = "127.0.0.1"
# The bot keeps its database when the sandbox starts anew with none of its messages: their numbers must not come
# again, or an edit of yesterday's panel would hit a message of today. One a second since 2026 is never caught up.
START_OF_NUMBERS = 1_767_225_600


async def serve(
    host: str = LOOPBACK,
    port: int = 0,
    token: str = DEMO_TOKEN,
    people: Sequence[Invented] = PEOPLE,
    *,
    staff: Staffed | None = None,
    admins: Sequence[Invented] = (),
    controls: Controls | None = None,
) -> TelegramServer:
    """Started, with `url` to open and `close()`. Raises NotLoopbackError for a host that others could reach.

    `staff`: a group of managers beside the patients, afterwards `server.staff`. `admins` have a chat with
    the bot as patients have. `controls`: what pages offer of the clock, also to be set later as `server.controls`.
    """
    server = await TelegramServer.start(token, host, port, first_message_id=int(time.time()) - START_OF_NUMBERS)
    for role, ones in (("patient", people), ("admin", admins)):
        for one in ones:
            person = server.person(one.first_name, one.language_code, one.phone, one.user_id, one.about, role)
            # They may have written before the last restart; the bot remembers, so it may write first.
            person.screen.started = True
    if staff:
        open_staff_chat(server, staff)
    server.controls = controls
    return server
