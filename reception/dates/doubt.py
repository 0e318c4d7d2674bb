"""Why a birth date is asked again. Screens turn a reason into words; no words live here."""

from dataclasses import dataclass
from enum import Enum


class Why(Enum):
    NOT_A_DATE = "not_a_date"  # no day, month or year in it: "yesterday", a phone number, a time
    TOO_LONG = "too_long"  # more text than a date needs
    INCOMPLETE = "incomplete"  # something of a date: "05.1987", "12"
    NO_YEAR = "no_year"  # "12 May"; day, month
    NO_SUCH_DAY = "no_such_day"  # "31 February", "29.02.2001", "45.05.1987"; day, month, year
    NO_SUCH_MONTH = "no_such_month"  # "12.13.1987"; month
    IN_FUTURE = "in_future"  # year
    TOO_LONG_AGO = "too_long_ago"  # year
    TWO_DATES = "two_dates"
    AGE_DIFFERS = "age_differs"  # "12.05.1987 (25 years)"; age, year
    AMBIGUOUS = "ambiguous"  # more numbers than a date has, or an order that is not clear


@dataclass(frozen=True, slots=True)
class Doubt:
    """The reason and what of the text belongs to it (`Why` says which); absent details are None."""

    why: Why
    day: int | None = None
    month: int | None = None
    year: int | None = None
    age: int | None = None
