"""What the page asks for, done by the person whose page it is."""

import base64
import binascii
import json
from typing import Any

from sandbox import acts
from sandbox.people import Person
from sandbox.refusals import RefusedError


async def act(person: Person, said: str) -> str | None:
    """Carry out one action of the page; what is wrong with it, or None."""
    try:
        await _carry_out(person, json.loads(said))
    except RefusedError as error:
        return error.refusal.description.removeprefix("Bad Request: ")
    except (KeyError, TypeError) as error:
        return f"not an action of the page: {type(error).__name__} {error}"
    except ValueError as error:
        return str(error)
    return None


async def _carry_out(person: Person, action: dict[str, Any]) -> None:
    match action:
        case {"action": "text", "text": str(text)}:
            await person.types(text)
        case {"action": "tap", "message_id": int(number), "row": int(row), "column": int(column)}:
            acts.tap_button(person.world, person.screen, number, row, column)
        case {"action": "contact"}:
            await person.shares_contact()
        case {"action": "foreign_contact", "phone_number": str(phone), "first_name": str(name)}:
            await person.shares_contact_of(phone, name)
        case {"action": "location", "latitude": int() | float(), "longitude": int() | float()}:
            await person.shares_location(action["latitude"], action["longitude"])
        case {"action": "photo", "data_url": str(url)}:
            await person.sends_photo(_picture(url), action.get("caption") or None)
        case {"action": "clear"}:
            person.world.clear(person.screen)
        case _:
            raise ValueError("not an action of the page")


def _picture(data_url: str) -> bytes:
    head, _, body = data_url.partition(",")
    if not (head.startswith("data:image/") and head.endswith(";base64")):
        raise ValueError("not a picture")
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise ValueError("not a picture") from None
