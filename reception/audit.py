"""What is kept of who did what and when: before and after, in the transaction of the change itself.

Nobody reads it in a chat. It belongs to the person and is erased with them.
"""

from enum import StrEnum


class Deed(StrEnum):
    """``ENDED``: another chat verified the number, so this one lost it."""

    CONSENT = "consent"
    VERIFIED = "number verified"
    ENDED = "access ended"
    ADDED = "patient added"
    TAKEN_OFF = "patient taken off"
    BOOKED_FOR = "booked by reception"
    MOVED_FOR = "moved by reception"
    CANCELLED_FOR = "cancelled by reception"


def ending(phone: str) -> str:
    """Enough to tell which number it was, for whoever knows it."""
    return f"…{phone[-4:]}"
