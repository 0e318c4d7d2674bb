"""A CSV file that Excel opens by a double click.

Semicolons part the cells: Excel goes by the machine's own list separator, which is one in Ukrainian, Russian, Polish
and Italian; in English it asks. The mark in front (BOM) tells it that the letters are UTF-8.
"""

import csv
import io
from collections.abc import Iterable, Sequence

# What begins so a spreadsheet takes for a formula and carries out: anybody may name a link's word.
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(lines: Iterable[Sequence[str | int]]) -> bytes:
    content = io.StringIO()
    csv.writer(content, delimiter=";").writerows(map(_harmless, line) for line in lines)
    return content.getvalue().encode("utf-8-sig")


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
