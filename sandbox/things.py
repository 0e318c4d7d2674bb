"""What people send besides words: a place, somebody's number, and what is told of their files."""

from sandbox.messages import Json

# Kinds that words can stand under.
CAPTIONED = ("photo", "document", "video", "voice", "audio")


def contact(phone: str, first_name: str, user_id: int | None = None) -> Json:
    owner = {} if user_id is None else {"user_id": user_id}
    return {"contact": {"phone_number": phone, "first_name": first_name, **owner}}


def location(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def sticker_shape(emoji: str | None) -> Json:
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return shape | ({"emoji": emoji} if emoji else {})


def voice_shape(seconds: int) -> Json:
    return {"duration": seconds, "mime_type": "audio/ogg"}


def video_note_shape(seconds: int, length: int = 384) -> Json:
    return {"duration": seconds, "length": length}


def video_shape(seconds: int, width: int = 640, height: int = 360) -> Json:
    return {"duration": seconds, "width": width, "height": height}
