"""What is written as a clinic file reads back as the same clinic."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.mistakes import ClinicFileError
from clinic.model import Clinic
from clinic.read import read_clinic, read_sent
from clinic.write import photo_folder, write_clinic, write_questions
from tests.clinic.small import DEMO, SMALL, written
from tests.clinic.test_contents import CONTENTS
from tests.clinic.test_elsewhere import ENTRIES, HEAD

DEMO_CLINIC = read_clinic(DEMO)
LITTLE = read_sent("clinic.yaml", (SMALL.replace("    photo: shevchuk.jpg\n", "") + CONTENTS).encode(), DEMO_CLINIC)


def again(clinic: Clinic, *, whole: bool = True) -> Clinic:
    return read_sent("clinic.yaml", write_clinic(clinic, whole=whole).encode(), clinic, whole=whole)


def test_the_demo_clinic_s_file_reads_back_beside_its_photos(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    (tmp_path / "photos").symlink_to(photo_folder(DEMO_CLINIC) / "photos")
    path.write_text(write_clinic(DEMO_CLINIC), encoding="utf-8")
    back = read_clinic(path)
    photos = {"doctors": {"__all__": {"photo"}}}
    assert back.model_dump(exclude=photos) == DEMO_CLINIC.model_dump(exclude=photos)
    assert back.doctors[0].photo == DEMO_CLINIC.doctors[0].photo


def test_so_does_one_with_everything_and_one_that_keeps_its_doctors_elsewhere(tmp_path: Path) -> None:
    clinic = read_clinic(written(tmp_path, SMALL + CONTENTS))
    assert again(clinic) == clinic
    there = read_clinic(written(tmp_path, HEAD + ENTRIES), whole=False)
    assert again(there, whole=False) == there


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=80).map(str.strip)
TEXTS = st.dictionaries(st.sampled_from(["en", "pl"]), WORDS.filter(bool)).map(
    lambda more: {"uk": "Так: «ні» #1"} | more
)
MOMENT = st.datetimes(datetime.fromisoformat("2001-01-02"), datetime.fromisoformat("2099-01-01")).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@st.composite
def spans(draw: st.DrawFn) -> dict[str, str]:
    start = draw(MOMENT)
    if draw(st.booleans()):
        start, lasts = start.replace(hour=0, minute=0), timedelta(days=draw(st.integers(1, 9)))
    else:
        lasts = timedelta(minutes=draw(st.integers(1, 9999)))
    end = start + lasts
    return {"from": start.isoformat(), "to": end.isoformat()}


@st.composite
def hours(draw: st.DrawFn) -> list[dict[str, Any]]:
    """In any order, with a break or without."""
    days = draw(st.lists(st.integers(0, 6), unique=True))
    breaks = draw(st.booleans())
    some = [{"weekday": day, "from": "08:00", "to": "13:05"} for day in days]
    return some + [{"weekday": day, "from": "14:00", "to": "20:00"} for day in days if breaks]


@settings(deadline=None, max_examples=25)
@given(answer=TEXTS, closed=st.lists(spans(), max_size=2), offline=st.lists(spans(), max_size=2), week=hours())
def test_whatever_admins_have_put_into_it(
    answer: dict[str, str], closed: list[Any], offline: list[Any], week: list[Any]
) -> None:
    body = LITTLE.model_dump(mode="json")
    body["faq"][0]["entries"][0]["answer"] = answer
    body["branches"][0] |= {"closed": closed, "hours": week}
    body["reception"] |= {"offline": offline, "hours": week}
    clinic = Clinic.model_validate(body)
    assert again(clinic) == clinic


def test_the_questions_alone_change_nothing_else() -> None:
    fewer = DEMO_CLINIC.model_copy(update={"faq": DEMO_CLINIC.faq[:1]})
    back = read_sent("faq.yaml", write_questions(fewer).encode(), DEMO_CLINIC)
    assert back == fewer
    assert read_sent("faq.yaml", write_questions(DEMO_CLINIC).encode(), fewer) == DEMO_CLINIC


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("faq: [{id: a, name: A, entries: [{id: b, question: Q, anser: A}]}]", "faq[0].entries[0].anser: is not known"),
        ("faq: [{id: a, name: A, entries: []}, {id: a, name: B, entries: []}]", 'faq[1].id: "a" is taken in line 1'),
        ("faq: {id: a}", "faq"),
        ("faq: [{id: a, name: {en: A}, entries: []}]", 'faq[0].name: has no "uk"'),
        ("- faq", "is not a clinic file"),
        ("faq: [", ":"),
        ("name: A", "is missing"),
        ("doctors: [{id: a, photo: [a.jpg, b.jpg]}]", "doctors[0].photo: is not the name of a file"),
        ("doctors: [{id: a, photo: ../../secret.jpg}]", '"../../secret.jpg" is no picture that the clinic has'),
    ],
)
def test_mistakes_are_told_by_line_and_field(sent: str, told: str) -> None:
    with pytest.raises(ClinicFileError, match=r"x\.yaml") as error:
        read_sent("x.yaml", sent.encode(), DEMO_CLINIC)
    assert told in str(error.value)
