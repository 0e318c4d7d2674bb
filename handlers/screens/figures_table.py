"""Figures as a table for Excel and the like."""

from handlers.screens import figures_words as named
from locales.words import Words
from reception.catalogue import Catalogue
from reception.figures.figures import Figures
from reception.figures.table import csv_of


def table_of(say: Words, catalogue: Catalogue, of: Figures) -> bytes:
    """A line for each thing that there was on a day."""
    whats = named.whats(say)
    head = (say.label("Day"), say.label("What"), say.label("Which"), say.label("How many"))
    lines = [
        (one.on.isoformat(), whats[one.what], named.which(say, catalogue, one.what, one.which), one.number)
        for one in sorted(of.counts, key=lambda one: (one.on, one.what, -one.number, one.which))
    ]
    return csv_of([head, *lines])
