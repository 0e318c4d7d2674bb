"""Every word a person reads: gettext catalogues (locales/<language>/reception.po), dates and money in five languages.

English is written in the code itself; the other languages are read from their .po files when first needed.
"""

import gettext
import html
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"
DAYS = {"it": "EEE d MMMM"}  # how a language writes a day, where it is not "Tue, 24 November" …
A_MONDAY = date(2026, 11, 23)
SHORT_DAYS = {"it": "%d/%m"}  # … and not "24.11"
NAMES = {"uk": "Українська", "ru": "Русский", "en": "English", "pl": "Polski", "it": "Italiano"}


def languages() -> list[str]:
    """The languages that the texts exist in."""
    return [SOURCE_LANGUAGE, *sorted(path.parent.name for path in FOLDER.glob("*/reception.po"))]


class Words:
    """Says everything in one language. ``words("…")`` is for messages (HTML: values are escaped), ``label`` for
    buttons and other plain places."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, message: str, **values: Any) -> str:
        return self._catalogue.gettext(message).format_map(_escaped(values))

    def count(self, one: str, many: str, n: int, **values: Any) -> str:
        """The plural form that this language wants for ``n``, which stands as {n} in the text."""
        return self._catalogue.ngettext(one, many, n).format_map(_escaped(values) | {"n": n})

    def label(self, message: str, **values: Any) -> str:
        return self._catalogue.gettext(message).format_map(values)

    def pick(self, texts: Mapping[str, str]) -> str:
        """The clinic's own words in this language, else in the one the clinic wrote first; empty without any."""
        return texts.get(self.language) or next(iter(texts.values()), "")

    def html(self, texts: Mapping[str, str], longest: int | None = None) -> str:
        """The same, for a message; cut to ``longest`` characters."""
        words = self.pick(texts)
        return html.escape(
            words if longest is None or len(words) <= longest else f"{words[: longest - 1]}…", quote=False
        )

    def day(self, on: date) -> str:
        """ "Tue, 24 November"."""
        return _day(on, self.language)

    def short_day(self, on: date) -> str:
        """ "Tue 24.11": for buttons that stand side by side."""
        return f"{_weekday(on, self.language)} {self.short_date(on)}"

    def short_date(self, on: date) -> str:
        """ "24.11"."""
        return on.strftime(SHORT_DAYS.get(self.language, "%d.%m"))

    def weekdays(self, first: int, last: int) -> str:
        """ "Mon–Fri", of numbers from Monday = 0; "Sat" where it is one day."""
        names = [_weekday(A_MONDAY + timedelta(days=day), self.language) for day in dict.fromkeys((first, last))]
        return "–".join(names)

    def full_date(self, on: date) -> str:
        """ "12 May 1987"."""
        return format_date(on, "d MMMM y", locale=self.language)

    def days(self, first: date, last: date) -> str:
        """ "23–29 November 2026"."""
        if first == last:
            return self.full_date(last)
        if first.year != last.year:
            return f"{self.full_date(first)} – {self.full_date(last)}"
        if first.month != last.month:
            return f"{format_date(first, 'd MMMM', locale=self.language)} – {self.full_date(last)}"
        return f"{first.day}–{self.full_date(last)}"

    def month(self, number: int) -> str:
        """The month as it stands after a day: "May", "травня"."""
        return str(get_month_names("wide", locale=self.language)[number])

    def moment(self, at: datetime, zone: str) -> str:
        """ "Tue, 24 November, 14:30" on the clock of ``zone``."""
        local = at.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())}, {local:%H:%M}"

    def number(self, number: float) -> str:
        """ "1,234.5": to one decimal place."""
        return format_decimal(number, "#,##0.#", locale=self.language)

    def money(self, amount: Decimal, currency: str) -> str:
        """A price without needless decimals."""
        pattern = "#,##0 ¤" if amount == amount.to_integral_value() else "#,##0.00 ¤"
        return format_currency(amount, currency, pattern, locale=self.language, currency_digits=False)


def to_say(message: str) -> str:
    """Marks a text that is kept in a constant and said later, so that translators get to see it."""
    return message


@cache
def words(language: str) -> Words:
    """The words of a language; of English where there are none."""
    return Words(language if language in languages() else SOURCE_LANGUAGE)


def everywhere(message: str) -> set[str]:
    """A label in each language: the reply keyboard sends its text, in whatever language it was shown."""
    return {words(language).label(message) for language in languages()}


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with (FOLDER / language / "reception.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _escaped(values: dict[str, Any]) -> dict[str, Any]:
    return {key: html.escape(value, quote=False) if isinstance(value, str) else value for key, value in values.items()}


@lru_cache(maxsize=1000)
def _day(on: date, language: str) -> str:
    return format_date(on, DAYS.get(language, "EEE, d MMMM"), locale=language)


@lru_cache(maxsize=1000)
def _weekday(on: date, language: str) -> str:
    return format_date(on, "EEE", locale=language).rstrip(".")
