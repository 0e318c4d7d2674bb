"""One number in the forms in which servers keep it."""

from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number

FORMATS = (PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966)
UKRAINE = "+380"


def forms(phone: str) -> list[str]:
    """Of a number in E.164: with and without the plus, as dialled at home, in groups as people write them."""
    try:
        number = phonenumbers.parse(phone, None)
    except NumberParseException:
        return [phone]
    written = [format_number(number, form) for form in FORMATS]
    at_home = "".join(filter(str.isdecimal, written[0]))
    grouped = _grouped(phone) if phone.startswith(UKRAINE) else ()
    return list(dict.fromkeys([phone, phone.removeprefix("+"), at_home, *written, *grouped]))


def e164(text: str, region: str) -> str | None:
    """None for what is no number."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    return format_number(number, PhoneNumberFormat.E164)


def _grouped(phone: str) -> Iterator[str]:
    """050 111 22 33, (050) 111-22-33, +38 (050) 111-22-33, +380 50 111 22 33 …"""
    own = phone.removeprefix(UKRAINE)
    code, groups = own[:2], (own[2:5], own[5:7], own[7:])
    heads = [f"0{code}", f"(0{code})", *(f"{to}{code}" for to in ("+38 0", "+380 ", "380 ", "38 0"))]
    heads += [f"+38 (0{code})", f"+38(0{code})", f"+380 ({code})", f"+380({code})"]
    tails = [gap + inner.join(groups) for gap, inner in ((" ", " "), (" ", "-"), ("-", "-"), ("", "-"), ("", ""))]
    yield from (head + tail for head in heads for tail in tails)
