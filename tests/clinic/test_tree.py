"""Every place of a file knows its line, whatever shape it is written in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.mistakes import ClinicFileError, Mistake, Step, field_name, remark
from clinic.tree import read_tree

TEXT = """\
# a comment

name: {uk: "А",
       en: "B"}
text: |
  first
  second
list:
  - one
  -
    deep:
      - [x, y,
         z]
"""


@pytest.mark.parametrize(
    ("steps", "line", "field"),
    [
        (("name",), 3, "name"),
        (("name", "en"), 4, "name.en"),
        (("text",), 5, "text"),
        (("list", 0), 9, "list[0]"),
        (("list", 1, "deep"), 11, "list[1].deep"),
        (("list", 1, "deep", 0, 2), 13, "list[1].deep[0][2]"),
        (("name", "pl"), 3, "name"),
        (("list", "tag", 0, "[key]"), 9, "list[0]"),
        (("nothing",), 3, ""),
    ],
)
def test_a_place_is_found_and_steps_that_are_not_in_the_file_are_stepped_over(
    steps: tuple[Step, ...], line: int, field: str
) -> None:
    place, path = read_tree(TEXT).place.find(steps)
    assert (place.line, field_name(path)) == (line, field)


def test_a_block_of_text_keeps_its_lines() -> None:
    assert read_tree(TEXT).data["text"] == "first\nsecond\n"


def test_the_second_of_two_equal_names_is_told_and_the_first_one_counts() -> None:
    tree = read_tree("a: {b: 1, c: 2, b: 3}\na: 4")
    assert tree.data == {"a": {"b": "1", "c": "2"}}
    assert [(mistake.line, mistake.field) for mistake in tree.mistakes] == [(1, "a.b"), (2, "a")]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "# a comment", "  # another"]), max_size=8), st.integers(0, 5))
def test_empty_lines_and_comments_move_the_line_and_nothing_else(between: list[str], entries: int) -> None:
    head = "\n".join(["first: 1", *between, "list: [" + ", ".join("x" * entries) + "]"])
    tree = read_tree(head)
    assert tree.data == {"first": "1", "list": ["x"] * entries}
    assert tree.place.inside["list"].line == len(between) + 2


def test_mistakes_are_printed_one_a_line_in_the_order_of_the_file() -> None:
    mistakes = [
        Mistake(7, "zone", remark("is odd")),
        Mistake(0, "", remark("is big")),
        Mistake(3, "", remark("is broken")),
    ]
    assert str(ClinicFileError("clinic.yaml", mistakes)).splitlines() == [
        "clinic.yaml: is big",
        "clinic.yaml:3: is broken",
        "clinic.yaml:7: zone: is odd",
    ]
