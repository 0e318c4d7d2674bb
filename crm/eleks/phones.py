"""Numbers as they stand on cards: in which form, and how many in one field, is not stated (section 5)."""

import re
from collections.abc import Iterable

import phonenumbers

SEVERAL = re.compile(r"[,;/|\n]")
FEWEST, MOST = 8, 15  # digits, with the country's


def numbers(field: str, region: str) -> tuple[str, ...]:
    """In E.164, whichever of ``380…``, ``+380…`` and ``0…`` they are."""
    found = ("".join(c for c in one if c.isdigit()) for one in SEVERAL.split(field))
    return tuple(
        dict.fromkeys(f"+{number}" for digits in found if FEWEST <= len(number := _whole(digits, region)) <= MOST)
    )


def forms(phone: str, wanted: Iterable[str], region: str) -> tuple[str, ...]:
    """A number in E.164 as it may stand on a card, in this order; ``0…`` is for numbers of the clinic's country."""
    digits, country = phone.removeprefix("+"), _country(region)
    written = {"380…": digits, "+380…": f"+{digits}"}
    if digits.startswith(country):
        written["0…"] = f"0{digits.removeprefix(country)}"
    return tuple(written[form] for form in wanted if form in written) or (digits,)


def _whole(digits: str, region: str) -> str:
    if digits.startswith("00"):
        return digits.removeprefix("00")
    return f"{_country(region)}{digits[1:]}" if digits.startswith("0") else digits


def _country(region: str) -> str:
    return str(phonenumbers.country_code_for_region(region))
