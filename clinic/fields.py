"""Kinds of fields of a clinic file, each with a message that says what would be right."""

import re
import zoneinfo
from collections.abc import Callable, Collection
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

import phonenumbers
from pydantic import AfterValidator, Field, ValidationInfo

from clinic.known import Known, choice, known, may_lack
from clinic.mistakes import Remark, remark, unfit

T = TypeVar("T")

PHOTO_BYTES = 5 * 1024 * 1024
FEW = 5
SHORTEST = 5  # minutes
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
NO_BRANCH = remark('there is no branch "{id}"; {choice}')
NO_SPECIALTY = remark('there is no specialty "{id}"; {choice}')
NO_SERVICE = remark('there is no service "{id}"; {choice}')


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", value):
        raise unfit(
            '"{value}" cannot be an id; write up to 32 of a-z, 0-9 and "-", such as "family-visit"', value=value
        )
    return value


def _phone(value: str, info: ValidationInfo) -> str:
    there = known(info)
    if there and not there.region and not value.startswith("+"):
        return value  # it is the region that is wrong, and told about there
    try:
        number = phonenumbers.parse(value, there.region if there else None)
        right = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    except phonenumbers.NumberParseException:
        right = False
    if not right:
        raise unfit('"{value}" is not a phone number; write it in full, such as "+380 48 700 00 00"', value=value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _short_number(value: str) -> str:
    if not re.fullmatch(r"\+?\d{2,15}", value, re.ASCII):
        raise unfit('"{value}" is not an emergency number; write its digits, such as "103"', value=value)
    return value


def _zone(value: str) -> str:
    zones = _zones()
    if value not in zones:
        right = choice(value, zones, remark("write it as Europe/Kyiv"))
        raise unfit('there is no zone "{value}"; {choice}', value=value, choice=right)
    return value


@cache
def _zones() -> frozenset[str]:
    """Looked for on the disk once: it takes 10 ms, and a clinic is read back with every change."""
    return frozenset(zoneinfo.available_timezones())


def _region(value: str) -> str:
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise unfit('there is no region "{value}"; write the two capital letters of a country, such as UA', value=value)
    return value


def _currency(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise unfit('"{value}" is not a currency; write its three capital letters, such as UAH', value=value)
    return value


def _link(value: str) -> str:
    if value and not re.fullmatch(r"https://\S{4,500}", value):
        raise unfit(
            '"{value}" is not a link; write it in full, such as "https://g.page/r/your-clinic/review"', value=value
        )
    return value


def _group(value: int) -> int:
    if value >= 0:
        raise unfit("{value} is not a group's id; it begins with a minus, such as -1001234567890", value=value)
    return value


def _photo(value: Path, info: ValidationInfo) -> Path:
    there = known(info)
    if there is None:
        return value
    kept = there.folder / value
    if kept in there.photos and not kept.is_file():
        return kept
    path = _found(there.folder, value)
    try:
        with path.open("rb") as picture:
            begins = picture.read(8)
    except OSError as error:
        raise unfit('"{value}" cannot be opened: {problem}', value=value, problem=error.strerror) from None
    if not begins.startswith(PICTURES):
        raise unfit('"{value}" is not a picture; save it as JPEG or PNG', value=value)
    if path.stat().st_size > PHOTO_BYTES:
        raise unfit('"{value}" is over 5 MB; save it smaller', value=value)
    return path


def _found(folder: Path, name: Path) -> Path:
    try:
        path = (folder / name).resolve()
        if path.is_file():
            return path
    except (OSError, RuntimeError, ValueError):  # too long, a loop of links, a zero byte
        pass
    raise unfit('there is no picture "{name}" beside the clinic file; check the name of the file', name=name)


def _one_of(missing: Remark, among: Callable[[Known], Collection[str]]) -> Callable[[str, ValidationInfo], str]:
    def check(value: str, info: ValidationInfo) -> str:
        there = known(info)
        if not value and may_lack(info):
            return value
        if there and value not in among(there):
            raise ValueError(replace(missing, values={"id": value, "choice": choice(value, among(there))}))
        return value

    return check


def _some(values: tuple[T, ...]) -> tuple[T, ...]:
    if not values:
        raise unfit("is empty; name at least one")
    return values


def _some_where_whole(values: tuple[T, ...], info: ValidationInfo) -> tuple[T, ...]:
    there = known(info)
    return _some(values) if there and there.whole else values


def _minutes(value: int, info: ValidationInfo) -> int:
    there = known(info)
    if there and value < SHORTEST and (value or there.whole):
        raise unfit("{value} is too small; at least {least}", value=value, least=SHORTEST)
    return value


def _few(values: tuple[T, ...]) -> tuple[T, ...]:
    if len(values) > FEW:
        raise unfit("has {number} values; leave at most {most}", number=len(values), most=FEW)
    return values


Few = AfterValidator(_few)
SomeWhereWhole = AfterValidator(_some_where_whole)
Some = AfterValidator(_some)  # not min_length: that one also counts entries which are wrong for another reason
Id = Annotated[str, AfterValidator(_identifier)]
CrmId = Annotated[str, Field(max_length=200)]
Phone = Annotated[str, AfterValidator(_phone)]
ShortNumber = Annotated[str, AfterValidator(_short_number)]
Zone = Annotated[str, AfterValidator(_zone)]
Region = Annotated[str, AfterValidator(_region)]
Currency = Annotated[str, AfterValidator(_currency)]
Link = Annotated[str, AfterValidator(_link)]
Group = Annotated[int, AfterValidator(_group)]
Photo = Annotated[Path, AfterValidator(_photo)]
Minutes = Annotated[int, Field(le=480), AfterValidator(_minutes)]  # 0: the clinic's own system knows them
Price = Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]
BranchId = Annotated[str, AfterValidator(_one_of(NO_BRANCH, lambda file: file.branches))]
SpecialtyId = Annotated[str, AfterValidator(_one_of(NO_SPECIALTY, lambda file: file.specialties))]
ServiceId = Annotated[str, AfterValidator(_one_of(NO_SERVICE, lambda file: file.services))]
