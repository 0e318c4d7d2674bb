"""Reception's group on the page: invented managers, and the bot as an admin among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.groups import Group
from sandbox.invented import MANAGERS, Invented
from sandbox.people import Person
from sandbox.server import TelegramServer

TITLE = "Reception team"
RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_restrict_members",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
    }
)


@dataclass(frozen=True, slots=True)
class Staffed:
    """A supergroup whose members are the managers; the first of them has founded it."""

    title: str = TITLE
    managers: Sequence[Invented] = MANAGERS
    topics: bool = False


def open_staff_chat(server: TelegramServer, staffed: Staffed) -> Group:
    """As if founded long ago: nothing is told of it. The bot is an admin who may manage topics."""
    founder, *others = [_manager(server, one) for one in staffed.managers]
    group = server.group(staffed.title, founder, supergroup=True, topics=staffed.topics)
    group.screen.standing |= {other.id: "member" for other in others}
    group.screen.standing[server.world.bot["id"]] = "administrator"
    group.screen.allowed[server.world.bot["id"]] = RIGHTS
    group.screen.tongue = staffed.managers[0].language_code
    server.staff = group
    return group


def _manager(server: TelegramServer, one: Invented) -> Person:
    return server.person(one.first_name, one.language_code, one.phone, one.user_id, one.about, "manager")
