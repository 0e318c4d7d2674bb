"""What a backup file is made of: gzip over lines of JSON, free of either database's own ways.

The first line tells the format and the revision. Then for each table an object with its columns, an array for each
row, and an object with how many there were; the last line says that the file is whole.
"""

import gzip
import json
import os
import secrets
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import IO, Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, Integer, LargeBinary, String, Time
from sqlalchemy.types import TypeEngine

from db.columns import Instant
from db.unusable import BackupUnusable

FORMAT = 1
WHOLE = {"whole": True}


def _itself(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of a column travel: ``packed`` for JSON and back, and the column's type where they arrive."""

    type: TypeEngine[Any]
    packed: Callable[[Any], Any] = _itself
    unpacked: Callable[[Any], Any] = _itself


def _isoformat(value: Any) -> str:
    return str(value.isoformat())


KINDS: Mapping[str, Kind] = {
    "bytes": Kind(LargeBinary(), lambda value: b64encode(value).decode(), b64decode),
    "instant": Kind(Instant(), _isoformat, datetime.fromisoformat),
    "moment": Kind(DateTime(), _isoformat, datetime.fromisoformat),
    "date": Kind(Date(), _isoformat, date.fromisoformat),
    "time": Kind(Time(), _isoformat, time.fromisoformat),
    "json": Kind(JSON()),
    "json or nothing": Kind(JSON(none_as_null=True)),
    "boolean": Kind(Boolean()),
    "integer": Kind(BigInteger()),
    "text": Kind(String()),
}


def kind_of(of: TypeEngine[Any]) -> str:
    """The name of a column's kind. Raise ``TypeError`` for a type that no backup has been taught."""
    match of:
        case JSON():
            return "json or nothing" if of.none_as_null else "json"
        case Instant():
            return "instant"
    plain = {LargeBinary: "bytes", DateTime: "moment", Date: "date", Time: "time"}
    plain |= {Boolean: "boolean", Integer: "integer", String: "text"}
    for known, name in plain.items():
        if isinstance(of, known):
            return name
    raise TypeError(f"a backup does not know columns of {of!r}")


@contextmanager
def written(target: Path) -> Iterator[Callable[[Any], None]]:
    """Give one line after another. The file is there, whole and for its owner only, at the end; else it never was."""
    if target.exists():
        raise BackupUnusable(f"{target} is there already: choose another name, or move it away")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    with _told_of(target):
        raw = os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    try:
        packed = gzip.GzipFile(fileobj=raw, mode="wb", filename="")
        yield partial(_write, target, packed)
        with _told_of(target):
            _finish(raw, packed)
            part.replace(target)
            _keep_name(target.absolute().parent)
    finally:
        with suppress(OSError):  # a full disk has been told of
            raw.close()
        with suppress(FileNotFoundError):
            part.unlink()


@contextmanager
def _told_of(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupUnusable(f"{target} can't be written: {error.strerror}") from None


def _write(target: Path, packed: gzip.GzipFile, line: Any) -> None:
    with _told_of(target):
        packed.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")


def _finish(raw: IO[bytes], packed: gzip.GzipFile) -> None:
    with raw, packed:
        packed.write(json.dumps(WHOLE).encode() + b"\n")
        packed.close()
        raw.flush()
        os.fsync(raw.fileno())


def _keep_name(folder: Path) -> None:
    """A name is only sure once its folder has been written too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_whole(source: Path) -> None:
    """From end to end, before anything is done with it: the sum that tells a broken file stands at its end."""
    for _ in lines_of(source):
        pass


def lines_of(source: Path) -> Iterator[Any]:
    """The header first, all lines up to the last but that one. Raise ``BackupUnusable``, maybe only at the end."""
    line: Any = None
    try:
        with gzip.open(source, "rt", encoding="utf-8") as text:
            for number, read in enumerate(text):
                line = json.loads(read)
                if not number:
                    _check_header(source, line)
                if line != WHOLE:
                    yield line
    except FileNotFoundError:
        raise BackupUnusable(f"{source}: there is no such file") from None
    except gzip.BadGzipFile:
        raise _broken(source) from None
    except (EOFError, zlib.error, ValueError):  # ValueError: neither UTF-8 nor JSON
        raise _broken(source) from None
    if line != WHOLE:
        raise _broken(source)


def _check_header(source: Path, line: Any) -> None:
    found = line.get("reception_backup") if isinstance(line, dict) else None
    if found is None:
        raise _broken(source)
    if found != FORMAT:
        raise BackupUnusable(f"{source} was made by a newer version of the program: restore it with that one")


def _broken(source: Path) -> BackupUnusable:
    return BackupUnusable(
        f"{source} is no backup of this program, or broken, or cut off. Nothing was restored; take another one."
    )
