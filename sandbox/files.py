"""Files that Telegram keeps. A file id works only for the bot that got it."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.pictures import extension_of, size_of
from sandbox.refusals import NO_URL_CONTENT, WRONG_FILE, RefusedError, bad_request

MEGABYTE = 1 << 20
LARGEST_DOWNLOAD = 20 * MEGABYTE
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_UPLOAD = 50 * MEGABYTE


# What Telegram calls them when it refuses one for another.
CALLED = {"video_note": "VideoNote", "voice": "VoiceNote"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`shape`: what is told of it besides its size: how long it lasts, how it is called …"""

    file_id: str
    unique_id: str
    kind: str
    name: str
    path: str
    content: bytes
    shape: Mapping[str, Any] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        size = {"file_size": len(self.content)}
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, **size, **self.shape}


@dataclass(slots=True)
class Files:
    bot_id: int
    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)
    by_unique: dict[str, StoredFile] = field(default_factory=dict)

    def keep(self, kind: str, content: bytes, name: str, shape: Mapping[str, Any] | None = None) -> StoredFile:
        number = len(self.by_id) + 1
        unique = _letters(kind.encode() + content, 12)
        own = _letters(f"{self.bot_id}/{number}/".encode() + content, 42)
        start = "AgAC" if kind == "photo" else "BQAC"
        path = f"{kind}s/file_{number}.{name.rpartition('.')[2] or 'bin'}"
        stored = StoredFile(f"{start}{own}", unique, kind, name, path, content, shape or {})
        self.by_id[stored.file_id] = self.by_path[path] = self.by_unique[unique] = stored
        return stored

    def known(self, file_id: str, kind: str) -> StoredFile:
        if file_id.lower().startswith(("http://", "https://")):
            raise RefusedError(NO_URL_CONTENT)
        stored = self.by_id.get(file_id)
        if stored is None:
            raise RefusedError(WRONG_FILE)
        if stored.kind != kind:
            is_, as_ = (CALLED.get(one, one.title()) for one in (stored.kind, kind))
            raise RefusedError(bad_request(f"can't use file of type {is_} as {as_}"))
        return stored

    def keep_photo(self, content: bytes) -> StoredFile:
        size = size_of(content)
        if size is None:
            raise RefusedError(bad_request("IMAGE_PROCESS_FAILED"))
        if not size.photo_is_possible:
            raise RefusedError(bad_request("PHOTO_INVALID_DIMENSIONS"))
        if len(content) > LARGEST_PHOTO:
            raise RefusedError(bad_request(f"file of size {len(content)} bytes is too big for a photo"))
        return self.keep("photo", content, f"photo.{extension_of(content)}")


def photo_sizes(stored: StoredFile) -> list[dict[str, Any]]:
    """One size: the picture as it came. Telegram makes smaller ones too; the largest is always the last."""
    size = size_of(stored.content)
    assert size is not None  # only pictures are kept as photos
    return [{**stored.json(), "width": size.width, "height": size.height}]


def _letters(content: bytes, count: int) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")[:count]
