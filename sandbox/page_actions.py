"""What the page asks for, done by the person whose page it is."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

from aiogram.types import BufferedInputFile

from sandbox import acts
from sandbox.contents import photo_content
from sandbox.messages import Json
from sandbox.people import Person
from sandbox.refusals import RefusedError
from sandbox.typed import captioned, said


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
        case {"action": "edit", "message_id": int(number), "text": str(text)}:
            acts.edit(person, number, text)
        case {"action": "delete", "message_id": int(number)}:
            acts.delete(person, number)
        case {"action": "tap", "message_id": int(number), "row": int(row), "column": int(column)}:
            acts.tap_button(person, number, row, column)
        case {"action": "contact"}:
            await person.shares_contact()
        case {"action": "foreign_contact", "phone_number": str(phone), "first_name": str(name)}:
            await person.shares_contact_of(phone, name)
        case {"action": "location", "latitude": int() | float(), "longitude": int() | float()}:
            await person.shares_location(action["latitude"], action["longitude"])
        case {"action": "photo", "data_url": str(url)}:
            photo = photo_content(person.world, BufferedInputFile(_picture(url), "photo.png"))
            acts.say(person, photo | captioned(action.get("caption")), _reply(person, action))
        case {"action": "clear"}:
            await person.deletes_chat()
        case _:
            raise ValueError("not an action of the page")


def _reply(person: Person, action: dict[str, Any]) -> Json | None:
    number = action.get("reply_to")
    return acts.reply_to(person, number) if isinstance(number, int) else None


def _picture(data_url: str) -> bytes:
    head, _, body = data_url.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64")):
        raise ValueError("not a picture")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise ValueError("not a picture") from None
