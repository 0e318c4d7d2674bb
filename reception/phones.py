"""Phone numbers as people type them, and as they read them."""

import re

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
)

from reception.typed import plain

LONGEST = 64  # characters: more of them is a letter, not a number
# A comma, a slash, a word or a line's end parts two numbers, or a number from its extension.
NUMBER = re.compile(r"\+?[ \t(]*\d(?:[ \t().\-_]*\d)*")
OLD_TRUNK = {"UA": re.compile(r"\A8(?=0\d{9}$)")}  # "8-050 …": dialled so in Ukraine until 2009
UKRAINIAN = re.compile(r"\+380(\d\d)(\d{3})(\d\d)(\d\d)")


def parse_phone(text: str, region: str) -> str | None:
    """The one valid number in the text as E.164; None for none, for two, with an extension, or any doubt.

    `region` (ISO 3166, like "UA") says where a number without a country code belongs. Never raises.
    """
    numbers = NUMBER.findall(plain(text)) if len(text) <= LONGEST else []
    if len(numbers) != 1:
        return None
    number = _parsed(_dialled(numbers[0], region.upper()), region.upper())
    return format_number(number, PhoneNumberFormat.E164) if number and is_valid_number(number) else None


def show_phone(e164: str) -> str:
    """+380501234567 as "+380 50 123 45 67"; other countries in their own international grouping."""
    if ukrainian := UKRAINIAN.fullmatch(e164):
        return " ".join(("+380", *ukrainian.groups()))
    number = _parsed(e164, None)
    return format_number(number, PhoneNumberFormat.INTERNATIONAL) if number else e164


def _dialled(typed: str, region: str) -> str:
    digits = "".join(char for char in typed if char.isdigit())
    if typed.startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    trunk = OLD_TRUNK.get(region)
    return trunk.sub("", digits) if trunk else digits


def _parsed(number: str, region: str | None) -> PhoneNumber | None:
    try:
        return parse(number, region)
    except NumberParseException:
        return None
