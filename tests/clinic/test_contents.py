"""What the clinic tells about itself: all of it may be missing, and what is wrong in it is named by line and field."""

from datetime import time
from pathlib import Path

import pytest

from clinic.contents import number_of
from clinic.model import Clinic
from clinic.read import read_clinic
from tests.clinic.small import SMALL, written
from tests.clinic.test_mistakes import told

CONTENTS = """\
reception: {hours: {mon-fri: 08:00-20:00}, offline: [{from: 2026-11-24, to: 2026-11-25 12:00}], canned: ["{name}, hi!"]}
advantages: "Near the park"
links:
  - {label: "Site", url: "https://clinic.example"}
free:
  - {id: declaration, name: "Declaration", what: "A doctor of your own", how: "Come with a passport"}
faq:
  - id: tests
    name: {uk: "Аналізи", en: "Tests"}
    entries:
      - id: blood
        question: {uk: "Як здати кров?", en: "How do I have a blood test?"}
        also: ["натощак"]
        answer: {uk: "Зранку", en: "In the morning"}
  - id: visit
    name: "Візит"
    entries:
      - {id: late, question: "Я запізнююся", answer: "Зателефонуйте"}
"""
TEXTS = """\
texts:
  greeting: "Welcome to {clinic}!"
  day_before: {uk: "Чекаємо на вас {when}", en: "See you {when}"}
  thanks: "Thank you!"
"""
FIRST = len(SMALL.splitlines())

MISTAKES = [
    ("mon-fri: 08:00-20:00", "mon-fri: always", '1: reception.hours.mon-fri: "always" are not hours; write them as'),
    ("https://clinic.example", "clinic.example", '4: links[0].url: "clinic.example" is not a link; write it in full'),
    ("https://clinic.example", "", "4: links[0].url: is empty; write the link in full"),
    ("to: 2026-11-25 12:00", "to: 2026-11-23 12:00", "1: reception.offline[0].to: ends (2026-11-23 12:00) before it"),
    (', how: "Come with a passport"', "", "6: free[0].how: is missing; add it, such as how: {"),
    ("id: late", "id: blood", '18: faq[1].entries[0].id: "blood" is taken in line {11}; give each its own id'),
    ("id: visit", "id: tests", '15: faq[1].id: "tests" is taken in line {8}; give each its own id'),
    ("id: late", "id: Запізнення", '18: faq[1].entries[0].id: "Запізнення" cannot be an id'),
    ("question: {uk: ", "question: {ru: ", '12: faq[0].entries[0].question: has no "uk", the default language'),
    ('also: ["натощак"]', "also: натощак", '13: faq[0].entries[0].also: "натощак" is not a list; write it in brackets'),
    ("answer: {uk", "answr: {uk", '14: faq[0].entries[0].answr: is not known here; did you mean "answer"?'),
    ('"Зателефонуйте"', f'"{"З" * 2001}"', '18: faq[1].entries[0].answer: has 2001 characters in "uk"; write'),
    ('"Я запізнююся"', f'"{"Я" * 101}"', '18: faq[1].entries[0].question: has 101 characters in "uk"; write'),
]


def test_it_becomes_the_clinic_s_and_survives_the_way_through_the_database(tmp_path: Path) -> None:
    clinic = read_clinic(written(tmp_path, SMALL + CONTENTS))
    (tests, visit), (gift,), (page,) = clinic.faq, clinic.free, clinic.links
    assert [entry.id for category in (tests, visit) for entry in category.entries] == ["blood", "late"]
    assert tests.entries[0].also == ("натощак",)
    assert (gift.how["uk"], page.url, clinic.advantages["uk"]) == (
        "Come with a passport",
        "https://clinic.example",
        "Near the park",
    )
    assert [(span.weekday, span.start) for span in clinic.reception.hours] == [(day, time(8)) for day in range(5)]
    assert Clinic.model_validate(clinic.model_dump(mode="json")) == clinic


def test_a_clinic_may_tell_nothing_of_it(tmp_path: Path) -> None:
    clinic = read_clinic(written(tmp_path))
    told = (clinic.faq, clinic.links, clinic.free, clinic.advantages, clinic.reception.hours)
    assert [len(one) for one in told] == [0] * len(told)


@pytest.mark.parametrize(("right", "wrong", "expected"), MISTAKES)
def test_a_mistake_in_it_is_named(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    assert CONTENTS.count(right) == 1
    line, _, rest = expected.partition(":")
    rest = rest.replace("{11}", str(FIRST + 11)).replace("{8}", str(FIRST + 8))
    lines = told(written(tmp_path, SMALL + CONTENTS.replace(right, wrong)))
    assert any(one.startswith(f"clinic.yaml:{FIRST + int(line)}:{rest}") for one in lines), lines


WORDING = [
    ("{clinic}", "{clinik}", '2: texts.greeting: has {clinik} in "uk"; what may stand in braces here: {clinic}'),
    ("{clinic}", "{clinic", '2: texts.greeting: has {clinic! in "uk"'),
    ("you {when}", "you", '3: texts.day_before: lacks {when} in "en"; without it nobody knows which visit is meant'),
    ("Thank you!", "Thank you, {name}!", '4: texts.thanks: has {name} in "uk"; what may stand in braces here: none'),
    ("Thank you!", "x" * 1001, '4: texts.thanks: has 1001 characters in "uk"; write at most 1000'),
    ("thanks:", "thank:", '4: texts.thank: is not known here; did you mean "thanks"?'),
]


@pytest.mark.parametrize(("right", "wrong", "expected"), WORDING)
def test_a_mistake_in_the_clinic_s_own_wording_is_named(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    line, _, rest = expected.partition(":")
    lines = told(written(tmp_path, SMALL + TEXTS.replace(right, wrong)))
    assert any(one.startswith(f"clinic.yaml:{FIRST + int(line)}:{rest}") for one in lines), lines


def test_its_own_wording_survives_too_and_may_be_left_out(tmp_path: Path) -> None:
    clinic = read_clinic(written(tmp_path, SMALL + TEXTS))
    assert (clinic.texts.day_before["en"], dict(clinic.texts.two_hours)) == ("See you {when}", {})
    assert Clinic.model_validate(clinic.model_dump(mode="json")) == clinic
    assert dict(read_clinic(written(tmp_path)).texts.greeting) == {}


def test_the_number_of_an_id_is_the_same_for_ever() -> None:
    """Buttons of last year carry it."""
    assert (number_of("blood-test"), number_of("parking")) == (2884978553, 2989970042)
