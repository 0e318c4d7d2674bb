"""Updates that no app of an ordinary person sends, but that Telegram can deliver."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from sandbox import Person

Json = dict[str, Any]
SUPERGROUP = {"id": -1001234567890, "type": "supergroup", "title": "Somewhere else"}
CHANNEL = {"id": -1009876543210, "type": "channel", "title": "News"}
NUMBERS = count(1_000_000)


def messages(person: Person) -> Iterator[Json]:
    """Contents that nobody asked for, in the person's own chat; and whatever is said in a group."""
    own, group = person.screen.card(), SUPERGROUP
    for content in (
        {"dice": {"emoji": "🎲", "value": 6}},
        {"venue": {"location": {"latitude": 0.0, "longitude": 0.0}, "title": "x", "address": "y"}},
        {"poll": _poll()},
        {"pinned_message": _message(person, own, {"text": "earlier"})},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"text": "forwarded", "forward_origin": {"type": "hidden_user", "sender_user_name": "Nobody", "date": 1}},
        {"text": "/book", "via_bot": {"id": 7, "is_bot": True, "first_name": "Other"}},
        {"contact": {"phone_number": "", "first_name": ""}},
        {"unheard_of": {"field": [1, {"deep": None}]}},
        {},
    ):
        yield {"message": _message(person, own, content)}
    for text in ("/start doctor_1", "📅 Book a visit", "103"):
        yield {"message": _message(person, group, {"text": text})}
    yield {"message": _message(person, group, {"new_chat_members": [{"id": 42, "is_bot": True, "first_name": "R"}]})}


def taps(person: Person) -> Iterator[Json]:
    """Without a message, without data, on a message that is too old to be shown, in a group."""
    own = person.screen.card()
    for query in (
        {"data": "go:menu", "inline_message_id": "AAAA"},
        {"data": "go:menu"},
        {"game_short_name": "chess", "message": _message(person, own, {"text": "x"})},
        {"data": "go:menu", "message": {"chat": own, "message_id": 1, "date": 0}},
        {"data": "go:visits", "message": _message(person, SUPERGROUP, {"text": "x"})},
        {"data": "\u202e" * 21, "message": {"chat": own, "message_id": 1, "date": 0}},
    ):
        tap = person.world.new_tap(person.screen)
        yield {"callback_query": {"id": tap.id, "from": person.screen.user, "chat_instance": "1", **query}}


def unasked(person: Person) -> Iterator[Json]:
    """Kinds that the bot never asked for; Telegram may still deliver those from before it said so."""
    user, own = person.screen.user, person.screen.card()
    yield {"edited_message": _message(person, own, {"text": "/start", "edit_date": 2})}
    yield {"channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "/start"}}
    yield {"edited_channel_post": {"message_id": 1, "date": 1, "chat": CHANNEL, "text": "/start", "edit_date": 2}}
    yield {"inline_query": {"id": "1", "from": user, "query": "doctor", "offset": ""}}
    yield {"chosen_inline_result": {"result_id": "1", "from": user, "query": "doctor"}}
    yield {"poll": _poll()}
    yield {"chat_join_request": {"chat": CHANNEL, "from": user, "user_chat_id": person.id, "date": 1}}


def _message(person: Person, chat: Json, content: Json) -> Json:
    return {"message_id": next(NUMBERS), "from": person.screen.user, "chat": chat, "date": 1, **content}


def _poll() -> Json:
    options = [{"persistent_id": "1", "text": "yes", "voter_count": 0}]
    return {
        "id": "1",
        "question": "?",
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
