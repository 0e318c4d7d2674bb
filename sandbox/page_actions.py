"""What the page asks for, done by the person whose page it is."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from sandbox import acts, own_files
from sandbox.messages import Json
from sandbox.methods_media import MOST_IN_ALBUM
from sandbox.page_topics import act_on_topic
from sandbox.people import Person
from sandbox.refusals import RefusedError
from sandbox.typed import captioned, said

SECONDS_OF_VOICE = 2


async def act(actor: Callable[[Json], Person], words: str) -> str | None:
    """Carry out one action of the page; what is wrong with it, or None. `actor`: who does it."""
    try:
        action = _read(words)
        await _carry_out(actor(action), action)
    except RefusedError as error:
        return error.refusal.description.removeprefix("Bad Request: ")
    except (KeyError, TypeError) as error:
        return f"not an action of the page: {type(error).__name__} {error}"
    except ValueError as error:
        return str(error)
    return None


def _read(words: str) -> Json:
    action = json.loads(words)
    if not isinstance(action, dict):
        raise TypeError("no object")
    return action


async def _carry_out(person: Person, action: dict[str, Any]) -> None:
    match action:
        case {"action": "text", "text": str(text)}:
            acts.say(person, said(text), _reply(person, action))
        case {"action": "contact"}:
            await person.shares_contact()
        case {"action": "foreign_contact", "phone_number": str(phone), "first_name": str(name)}:
            await person.shares_contact_of(phone, name)
        case {"action": "location", "latitude": int() | float(), "longitude": int() | float()}:
            await person.shares_location(action["latitude"], action["longitude"])
        case {"action": "photos" | "document" | "voice"}:
            _send_files(person, action)
        case {"action": "clear"}:
            await person.deletes_chat()
        case {"action": str(deed)} if deed.endswith("_topic"):
            act_on_topic(person, action)
        case _:
            _touch(person, action)


def _touch(person: Person, action: dict[str, Any]) -> None:
    """Something is done to a message that is there already."""
    match action:
        case {"action": "tap", "message_id": int(number), "row": int(row), "column": int(column)}:
            acts.tap_button(person, number, row, column)
        case {"action": "edit", "message_id": int(number), "text": str(text)}:
            acts.edit(person, number, text)
        case {"action": "delete", "message_id": int(number)}:
            acts.delete(person, number)
        case {"action": "react", "message_id": int(number), "emoji": str() | None as emoji}:
            acts.react(person, number, emoji)
        case _:
            raise ValueError("not an action of the page")


def _send_files(person: Person, action: dict[str, Any]) -> None:
    world, reply, words = person.world, _reply(person, action), captioned(action.get("caption"))
    match action:
        case {"action": "photos", "data_urls": [str(), *_] as urls} if len(urls) <= MOST_IN_ALBUM:
            together = {"media_group_id": world.next_album()} if len(urls) > 1 else {}
            for part in [own_files.photo(world, _content(url, "image/")) | together for url in urls]:
                acts.say(person, part | words, reply)
                words = {}  # under the first alone
        case {"action": "document", "data_url": str(url), "name": str(name)}:
            acts.say(person, own_files.document(world, _content(url), name or "file") | words, reply)
        case {"action": "voice"}:
            acts.say(person, own_files.voice(world, SECONDS_OF_VOICE) | words, reply)
        case _:
            raise ValueError("not an action of the page")


def _reply(person: Person, action: dict[str, Any]) -> Json | None:
    number = action.get("reply_to")
    return acts.reply_to(person, number) if isinstance(number, int) else None


def _content(data_url: str, kind: str = "") -> bytes:
    head, _, body = data_url.partition(",")
    what = "picture" if kind else "file"
    if not (head.startswith(f"data:{kind}") and head.endswith(";base64")):
        raise ValueError(f"not a {what}")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise ValueError(f"not a {what}") from None
