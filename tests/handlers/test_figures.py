"""Figures as they are shown: the text, what the picture draws, what the table holds."""

import csv
import io
import struct
from datetime import date, timedelta
from itertools import chain

import pytest
from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from clinic.model import Clinic
from crm.model import Doctor, Status
from handlers.screens.figures import figures
from handlers.screens.figures_chart import chart_of
from handlers.screens.figures_table import table_of
from locales.words import languages, words
from reception.catalogue import Catalogue
from reception.figures.chart import COLOURS, MOST_LABELS, SMALL, WIDTH, figure_of, picture
from reception.figures.counts import NEW, Count, What
from reception.figures.figures import Figures
from reception.figures.period import Period
from reception.figures.table import csv_of

MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
YEAR = Period(date(2028, 1, 1), date(2028, 12, 31))
NOBODY = Catalogue({}, {}, {}, {7: Doctor("hrab", {"uk": "Граб Ганна"}, ())}, frozenset(), (), {})
WEEK = Figures(
    Period(MONDAY, SUNDAY),
    (
        Count(MONDAY, What.PEOPLE, "", 3),
        Count(MONDAY, What.SESSIONS, "", 5),
        Count(SUNDAY, What.BOOKED, NEW, 4),
        Count(SUNDAY, What.VISIT, Status.FULFILLED, 2),
        Count(SUNDAY, What.VISIT, Status.ARRIVED, 1),
        Count(SUNDAY, What.VISIT, Status.NOSHOW, 1),
    ),
    subscribers=10,
    blocked=1,
)


def panels(of: Figures, clinic: Clinic, language: str = "uk") -> list[Axes]:
    return figure_of(chart_of(words(language), clinic, of)).axes


def bars(axes: Axes) -> dict[str, list[float]]:
    """The heights, by the colours' names in the legend."""
    drawn = [one for one in axes.containers if isinstance(one, BarContainer)]
    return {str(one.get_label()): [bar.get_height() for bar in one.patches] for one in drawn}


def test_a_week_has_a_bar_a_day_and_says_what_each_is(clinic: Clinic) -> None:
    people, bookings, visits = panels(WEEK, clinic)
    assert bars(people) == {"люди": [3, 0, 0, 0, 0, 0, 0], "сеанси": [5, 0, 0, 0, 0, 0, 0]}
    assert bars(bookings)["нові записи"] == [0, 0, 0, 0, 0, 0, 4]
    assert bars(visits)["відбулися"][-1] == 3, "also those that have begun"
    assert bars(visits)["пацієнти не прийшли"][-1] == 1
    missed = visits.containers[1]
    assert isinstance(missed, BarContainer)
    assert missed.patches[-1].get_y() == 3, "parts of one whole stand on each other"
    assert [axes.get_title(loc="left") for axes in (people, bookings)] == [
        "Люди за день",
        "Записано й скасовано за день",
    ]
    shown = [label.get_text() for label in visits.get_xticklabels()]
    assert shown == ["23.11", "24.11", "25.11", "26.11", "27.11", "28.11", "29.11"]


def test_each_colour_is_named_and_the_smaller_stands_before_the_larger(clinic: Clinic) -> None:
    people = panels(WEEK, clinic)[0]
    legend = people.get_legend()
    assert legend
    assert [text.get_text() for text in legend.get_texts()] == list(bars(people))
    in_front, behind = (one.patches[0] for one in people.containers if isinstance(one, BarContainer))
    assert in_front.get_width() < behind.get_width()
    assert in_front.get_zorder() > behind.get_zorder()
    assert len(set(COLOURS)) == len(COLOURS) == max(len(bars(axes)) for axes in panels(WEEK, clinic))


def test_a_year_is_shown_by_weeks_with_few_labels(clinic: Clinic) -> None:
    every_day = tuple(Count(on, What.PEOPLE, "", 7 if on.weekday() else 14) for on in YEAR.days)
    people = panels(Figures(YEAR, every_day, 0, 0), clinic)[0]
    assert len(bars(people)["люди"]) == 53
    assert set(bars(people)["люди"][1:-1]) == {8}, "what a day of the week had on average"
    assert len(people.get_xticklabels()) <= MOST_LABELS
    assert people.get_title(loc="left") == "Люди за день, середнє по тижнях"


@pytest.mark.parametrize("days", [1, 62])
def test_where_nothing_was_there_are_empty_axes_from_nought(clinic: Clinic, days: int) -> None:
    nothing = Figures(Period(MONDAY, MONDAY + timedelta(days=days - 1)), (), 0, 0)
    for axes in panels(nothing, clinic):
        assert all(bar == [0.0] * days for bar in bars(axes).values())
        assert axes.get_ylim() == (0, 1)
        assert len(axes.get_xticklabels()) <= MOST_LABELS


@pytest.mark.parametrize("language", languages())
def test_in_every_language_all_words_stand_within_the_picture(clinic: Clinic, language: str) -> None:
    name = dict.fromkeys(languages(), "The $^$ Clinic of Saint Nicholas the Wonderworker and of All Saints")
    long = Figures(YEAR, WEEK.counts, 0, 0)
    drawn = figure_of(chart_of(words(language), clinic.model_copy(update={"name": name}), long))
    drawn.draw_without_rendering()
    heads = [axes._left_title for axes in drawn.axes]  # type: ignore[attr-defined] # matplotlib gives but its words
    names = chain.from_iterable(axes.get_legend().get_texts() for axes in drawn.axes)  # type: ignore[union-attr] # each has one
    for text in (*heads, *names, *drawn.texts):
        edges = text.get_window_extent()
        assert edges.x0 >= 0, text.get_text()
        assert edges.x1 <= drawn.bbox.x1, text.get_text()
        assert text.get_fontsize() >= SMALL, text.get_text()


def test_the_picture_is_as_wide_as_a_phone_shows(clinic: Clinic) -> None:
    content = picture(chart_of(words("it"), clinic, WEEK))
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == (WIDTH, 1440)


def test_the_table_has_a_line_for_each_thing_of_a_day() -> None:
    counts = (*WEEK.counts, Count(MONDAY, What.RATED, "7:0:5", 2), Count(MONDAY, What.CAME, "", 1))
    content = table_of(words("uk"), NOBODY, Figures(WEEK.period, counts, 0, 0))
    assert content.startswith("\ufeffДень;Що;Що саме;Скільки\r\n".encode())
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert ["2026-11-23", "Оцінки", "Граб Ганна, інша філія: 5", "2"] in lines
    assert ["2026-11-23", "Нові люди", "без посилання", "1"] in lines
    assert len(lines) == 1 + len(counts)


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begins: str) -> None:
    (line,) = csv.reader(io.StringIO(csv_of([[f'{begins}HYPERLINK("x";"y")', 5]]).decode("utf-8-sig")), delimiter=";")
    assert line == [f'\'{begins}HYPERLINK("x";"y")', "5"]


def test_a_text_is_short_whatever_there_is(clinic: Clinic) -> None:
    sources = [Count(MONDAY, What.CAME, f"{'word' * 15}{number:03}", 500 - number) for number in range(300)]
    rated = [Count(MONDAY, What.RATED, f"{doctor}:{doctor}:5", 1) for doctor in range(300)]
    text = figures(words("uk"), clinic, NOBODY, Figures(WEEK.period, (*sources, *rated), 1, 0)).text
    assert len(text) < 4096
    assert text.count("wordword000") == 1
    assert "010: 490" not in text
