"""A doctor's photo in any of the forms that ``userPhoto`` may have (section 3); anything else is no photo."""

import base64
import binascii
import hashlib
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from crm.eleks.values import text

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")  # as they begin, whatever they are called
DATA_URI = re.compile(r"data:[^,]{0,100};base64,", re.IGNORECASE)
JPEG_IN_BASE64 = "/9j/"  # looks like an address where it is broken
ADDRESS = re.compile(r"(https?://|/|[\w./~%-]+\.(jpe?g|png)\b)\S{0,2000}", re.IGNORECASE)


def is_picture(content: bytes) -> bool:
    return content.startswith(PICTURES)


def inside(value: Any) -> bytes | None:
    """The picture itself, where the row holds it."""
    written = "".join(DATA_URI.sub("", text(value), count=1).split())
    try:
        content = base64.b64decode(written + "=" * (-len(written) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if is_picture(content) else None


def address(value: Any, url: str) -> str | None:
    """Where it hangs, if that is on the host of ``url``: nobody else is asked."""
    if not ADDRESS.fullmatch(text(value)) or text(value).startswith(JPEG_IN_BASE64):
        return None
    try:
        found = urljoin(f"{url}/", text(value))
        return found if urlsplit(found).netloc == urlsplit(url).netloc else None
    except ValueError:
        return None


def name(value: Any, url: str) -> str | None:
    """Another one for another picture; only that is kept of it."""
    seen = inside(value) or (address(value, url) or "").encode()
    return hashlib.sha256(seen).hexdigest() if seen else None
