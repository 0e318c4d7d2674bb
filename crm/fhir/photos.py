"""A doctor's picture: Practitioner.photo, as data or behind an address on the server's own host."""

import base64
import binascii
import hashlib

from crm.errors import NotFound
from crm.fhir.elements import Resource, is_id, version
from crm.fhir.server import Server

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


async def photo(server: Server, doctor_id: str) -> bytes | None:
    if not is_id(doctor_id):
        raise NotFound("no such form of id")
    picture = _picture(await server.session.read(f"Practitioner/{doctor_id}"))
    content = _data(picture) if picture.get("data") else None
    if content is None and picture.get("url"):
        content = await server.session.picture(str(picture["url"]))
    return content if content and content.startswith(PICTURES) else None


def photo_name(practitioner: Resource) -> str | None:
    """Changes with the picture. Behind an address nothing tells when it does but a hash, else the whole record."""
    picture = _picture(practitioner)
    if not picture:
        return None
    told = picture.get("data") or f"{picture['url']} {picture.get('hash') or version(practitioner)}"
    return hashlib.sha256(str(told).encode()).hexdigest()


def _picture(practitioner: Resource) -> Resource:
    photos = practitioner.get("photo", ())
    return next((one for one in photos if one.get("data") or one.get("url")), {})


def _data(picture: Resource) -> bytes | None:
    try:
        return base64.b64decode(str(picture["data"]), validate=True)
    except binascii.Error:
        return None
