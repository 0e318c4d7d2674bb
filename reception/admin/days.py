"""Days as an admin types them: 25.12.2026, 2026-12-25."""

import re
from datetime import date

from clinic.hours import YEARS

DAY = re.compile(r"(?P<d>\d{1,2})[./ -](?P<m>\d{1,2})[./ -](?P<y>\d{4})")


def read_day(text: str) -> str | None:
    """As ISO 8601 writes it; None for what is none."""
    typed = DAY.fullmatch(text.strip())
    try:
        day = date(*(int(typed[part]) for part in "ymd")) if typed else date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day.isoformat() if day.year in YEARS else None
