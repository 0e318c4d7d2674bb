"""What the bot has to be in reception's group."""

from typing import Any

import pytest
from aiogram.types import ChatMemberUnion
from pydantic import TypeAdapter

from handlers.groups import lacks
from sandbox.membership import described
from sandbox.staff import RIGHTS

BOT = {"id": 42, "is_bot": True, "first_name": "Reception"}
OUT, RESTRICTED, NO_ADMIN = "is not in the group", "is restricted", "is no admin"


def bot(status: str, allowed: frozenset[str] = frozenset()) -> Any:
    return TypeAdapter(ChatMemberUnion).validate_python(described(BOT, status, allowed, anonymous=False))


@pytest.mark.parametrize(
    ("status", "allowed", "in_topics", "elsewhere"),
    [
        ("administrator", RIGHTS, "", ""),
        ("administrator", RIGHTS - {"can_manage_topics"}, NO_ADMIN, ""),
        ("member", frozenset(), NO_ADMIN, ""),
        ("restricted", frozenset({"can_send_messages"}), RESTRICTED, RESTRICTED),
        ("left", frozenset(), OUT, OUT),
        ("kicked", frozenset(), OUT, OUT),
    ],
)
def test_what_it_lacks(status: str, allowed: frozenset[str], in_topics: str, elsewhere: str) -> None:
    """Where there are no topics managers reply to it, which it hears as whatever it is."""
    for topics, expected in ((True, in_topics), (False, elsewhere)):
        found = lacks(bot(status, allowed), topics=topics)
        assert expected in found
        assert bool(expected) == bool(found)
