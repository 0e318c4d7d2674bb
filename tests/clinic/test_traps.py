"""YAML's own ideas about times, dates and words do not reach the clinic; damage never ends in a traceback."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.hours import read_date, read_days, read_moment, read_time
from clinic.read import ClinicFileError, Mistake, read_clinic
from clinic.tree import read_tree
from tests.clinic.small import SMALL, broken, written


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@settings(deadline=None)
@given(st.times())
def test_every_time_reads_the_same_quoted_unquoted_and_without_its_zero(moment: time) -> None:
    moment = moment.replace(second=0, microsecond=0)
    plain = f"{moment.hour}:{moment.minute:02}"
    for written_as in (plain, f'"{plain}"', f"{moment:%H:%M}", f"{{at: {plain}}}"):
        data = read_tree(f"from: {written_as}").data["from"]
        assert read_time(data["at"] if isinstance(data, dict) else data) == moment


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_date_reads_the_same_quoted_and_unquoted(day: date) -> None:
    for written_as in (f"{day}", f'"{day}"'):
        assert read_date(read_tree(f"date: {written_as}").data["date"]) == day


@settings(deadline=None)
@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 31)))  # noqa: DTZ001 - local by nature
def test_every_moment_reads_back_from_a_file_and_from_json(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    assert read_moment(f"{moment:%Y-%m-%d %H:%M}") == moment == read_moment(moment.isoformat())


@pytest.mark.parametrize(
    "nonsense", ["", "24:00", "9", "9:5", "09:60", "-1:30", "9:30pm", "٠٩:٣٠", "1e1:00", None, 570]
)
def test_what_is_no_time_is_not_guessed(nonsense: object) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        read_time(nonsense)


@pytest.mark.parametrize(
    ("days", "numbers"),
    [("mon", (0,)), ("Mon-Fri", (0, 1, 2, 3, 4)), ("sat - mon", (5, 6, 0)), ("sun-sun", (6,)), (3, (3,))],
)
def test_weekdays_and_their_ranges(days: str | int, numbers: tuple[int, ...]) -> None:
    assert read_days(days) == numbers


def test_no_is_a_word_and_not_a_refusal() -> None:
    data = read_tree("{no: on, yes: off, n: y, 1: 010, 0x1F: 1_000, at: 10:30, day: 2026-12-25}").data
    assert data == {
        "no": "on", "yes": "off", "n": "y", "1": "010", "0x1F": "1_000", "at": "10:30", "day": "2026-12-25"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "meant"), [("yes", True), ("on", True), ("true", True), ("no", False), ("off", False)]
)
def test_home_visits_may_be_said_as_people_say_it(tmp_path: Path, said: str, meant: bool) -> None:
    text = broken("    ages: [0, 17]", f"    ages: [0, 17]\n    home_visits: {said}")
    assert read_clinic(written(tmp_path, text)).doctors[0].home_visits is meant


@pytest.mark.parametrize("said", ["maybe", "так", "2"])
def test_what_is_neither_yes_nor_no_is_asked_again(tmp_path: Path, said: str) -> None:
    text = broken("    ages: [0, 17]", f"    ages: [0, 17]\n    home_visits: {said}")
    with pytest.raises(ClinicFileError, match=f'home_visits: "{said}" is neither true nor false'):
        read_clinic(written(tmp_path, text))


@settings(max_examples=150)
@given(data=st.data())
def test_a_damaged_file_is_read_or_told_about_and_never_a_traceback(folder: Path, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(SMALL)))
    end = data.draw(st.integers(begin, min(len(SMALL), begin + 60)))
    junk = data.draw(st.text(st.sampled_from("abc 019.:-,[]{}\"'#&*!|>%@\n\t~?«юA"), max_size=12))
    path = written(folder, SMALL[:begin] + junk + SMALL[end:])
    with suppress(ClinicFileError):
        read_clinic(path)


@settings(max_examples=100)
@given(data=st.data())
def test_any_value_in_any_place_is_read_or_told_about(folder: Path, data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    name, colon, _ = lines[number].partition(": ")
    value = data.draw(
        st.sampled_from(["", "~", "[]", "{}", "[[]]", "{a: {b: c}}", "[~]", '""', "-1", "1e999", "nan", "9" * 500])
    )
    path = written(folder, "\n".join([*lines[:number], f"{name}{colon}{value}", *lines[number + 1 :]]))
    with suppress(ClinicFileError):
        read_clinic(path)


def mistakes_in(path: Path) -> list[Mistake]:
    try:
        read_clinic(path)
    except ClinicFileError as error:
        return error.mistakes
    return []


@pytest.mark.parametrize("line", range(1, 41))
def test_whatever_line_is_lost_the_mistakes_lie_inside_the_file(tmp_path: Path, line: int) -> None:
    lines = SMALL.splitlines()
    path = written(tmp_path, "\n".join(lines[: line - 1] + lines[line:]))
    assert all(1 <= mistake.line <= len(lines) and str(mistake.message) for mistake in mistakes_in(path))
