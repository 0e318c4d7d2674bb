"""Values as they are sent, strictly, and as they are read, tolerantly (section 2, "Values")."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from crm.eleks.answers import fold, unpacked

LARGEST = 2**31 - 1  # of SQL Server's int
DIGITS = len(str(LARGEST))
CENT = Decimal("0.01")


def sent_moment(wall: datetime) -> str:
    """Naive, with the time part, and milliseconds: finer ones are refused."""
    return wall.replace(tzinfo=None).isoformat(timespec="milliseconds")


def sent_day(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000"


def text(value: Any) -> str:
    """Nothing is the empty text; a number that is whole is written as one."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def bit(value: Any) -> bool:
    return text(value).lower() in {"true", "1"}


def moment(value: Any) -> datetime | None:
    """On the clinic's wall: an offset, which is not promised, would tell of the same wall."""
    try:
        return datetime.fromisoformat(text(value)).replace(tzinfo=None)
    except ValueError:
        return None


def day(value: Any) -> date | None:
    """Of a birth date its first ten characters: never converted from one zone to another."""
    try:
        return date.fromisoformat(text(value)[:10])
    except ValueError:
        return None


def price(value: Any) -> Decimal | None:
    try:
        found = Decimal(text(value)).quantize(CENT)
    except InvalidOperation:
        return None
    return None if found.is_nan() or found < 0 else found


def minutes(value: Any) -> int | None:
    number = text(value)
    return int(number) or None if is_number(number) else None


def is_number(opaque_id: str) -> bool:
    """Whether an id may be one of theirs that are numbers; anything else would be an error of theirs."""
    return opaque_id.isascii() and opaque_id.isdecimal() and len(opaque_id) <= DIGITS and int(opaque_id) <= LARGEST


def is_guid(opaque_id: str) -> bool:
    try:
        return str(UUID(opaque_id)) == opaque_id.lower()
    except ValueError:
        return False


def codes(value: Any, key: str) -> list[str]:
    """``userSpecialityList``, whose form is not stated: objects with ``key``, JSON text of them, codes with commas."""
    listed = unpacked(value)
    if isinstance(listed, Mapping):
        listed = [listed]
    elif not isinstance(listed, list):
        listed = text(value).split(",")
    return [code for one in listed if (code := text(_code(one, key)))]


def _code(one: Any, key: str) -> Any:
    if not isinstance(one, Mapping):
        return one
    return next((own for name, own in one.items() if fold(name) == key), None)
