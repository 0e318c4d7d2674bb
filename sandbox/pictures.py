"""Width and height read from the header of a picture; a small picture to send in tests."""

import struct
import zlib
from dataclasses import dataclass

MOST_SUM = 10_000
MOST_RATIO = 20
PNG = b"\x89PNG\r\n\x1a\n"
PNG_SIZE_END = 24
JPEG_MARK = 0xFF
# Start-of-frame markers; C4, C8 and CC in the same range are tables.
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Between the start of the scan and these, a JPEG has no lengths to walk by.
JPEG_SCAN = 0xDA


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    height: int

    @property
    def photo_is_possible(self) -> bool:
        """Telegram's limits for photos: 10,000 in all, at most 20 times as long as wide."""
        short, long = sorted((self.width, self.height))
        return short > 0 and short + long <= MOST_SUM and long <= MOST_RATIO * short


def size_of(picture: bytes) -> Size | None:
    """None when it is neither PNG nor JPEG."""
    if picture.startswith(PNG) and len(picture) >= PNG_SIZE_END:
        return Size(*struct.unpack(">II", picture[PNG_SIZE_END - 8 : PNG_SIZE_END]))
    if picture.startswith(b"\xff\xd8"):
        return _jpeg_size(picture)
    return None


def extension_of(picture: bytes) -> str:
    return "png" if picture.startswith(PNG) else "jpg"


def _jpeg_size(picture: bytes) -> Size | None:
    place = 2
    while place + 9 <= len(picture) and picture[place] == JPEG_MARK and picture[place + 1] != JPEG_SCAN:
        if picture[place + 1] in JPEG_FRAMES:
            height, width = struct.unpack(">HH", picture[place + 5 : place + 9])
            return Size(width, height)
        place += 2 + int.from_bytes(picture[place + 2 : place + 4], "big")
    return None


def plain_png(width: int = 8, height: int = 8, colour: tuple[int, int, int] = (120, 160, 200)) -> bytes:
    rows = (b"\x00" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
