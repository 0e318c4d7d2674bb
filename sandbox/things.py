"""What people send besides words: their own files, a place, somebody's number."""

from sandbox.files import StoredFile
from sandbox.messages import Json

# Kinds that words can stand under.
CAPTIONED = ("photo", "document", "voice")


def contact(phone: str, first_name: str, user_id: int | None = None) -> Json:
    owner = {} if user_id is None else {"user_id": user_id}
    return {"contact": {"phone_number": phone, "first_name": first_name, **owner}}


def location(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def sticker(stored: StoredFile, emoji: str) -> Json:
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": {**stored.json(), **shape, "emoji": emoji}}


def voice(stored: StoredFile, seconds: int) -> Json:
    return {"voice": {**stored.json(), "duration": seconds, "mime_type": "audio/ogg"}}
