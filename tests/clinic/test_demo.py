"""The demo clinic is right, and shows everything that a clinic can be."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from clinic.model import LANGUAGES, Branch, Clinic, Doctor
from clinic.read import read_clinic
from sandbox.demo.portraits import PORTRAITS, svg
from tests.clinic.small import DEMO


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return read_clinic(DEMO)


def branch(clinic: Clinic, id_: str) -> Branch:
    return next(branch for branch in clinic.branches if branch.id == id_)


def on_leave(doctor: Doctor, day: date) -> bool:
    return any(away.start <= datetime.combine(day, time()) < away.end for away in doctor.away)


def test_its_size(clinic: Clinic) -> None:
    assert (len(clinic.branches), len(clinic.specialties), len(clinic.doctors)) == (3, 8, 14)
    assert {service.minutes for service in clinic.services} == {15, 20, 30, 45}
    assert all(service.price for service in clinic.services)
    assert [specialty.id for specialty in clinic.specialties if specialty.delicate] == ["gynecology"]


def test_its_doctors_differ_as_doctors_do(clinic: Clinic) -> None:
    places = {doctor.id: {hours.branch for hours in doctor.hours} for doctor in clinic.doctors}
    assert [doctor.id for doctor in clinic.doctors if doctor.ages[1] < 18] == ["melnyk", "tkachenko"]
    assert [doctor.id for doctor in clinic.doctors if len(doctor.specialties) == 2] == ["bondar"]
    assert [id_ for id_, where in places.items() if len(where) > 1] == ["savchuk", "marchenko", "rudenko", "adeiemi"]
    assert sum(doctor.home_visits for doctor in clinic.doctors) == 2


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2030, 2, 28), date(2050, 7, 1)])
def test_for_years_one_doctor_is_away_and_every_specialty_has_another(clinic: Clinic, day: date) -> None:
    present = [doctor for doctor in clinic.doctors if not on_leave(doctor, day)]
    assert {doctor.id for doctor in clinic.doctors} - {doctor.id for doctor in present} == {"zakharchenko"}
    assert {id_ for doctor in present for id_ in doctor.specialties} == {row.id for row in clinic.specialties}


def test_a_doctor_receives_only_while_the_branch_is_open(clinic: Clinic) -> None:
    for doctor in clinic.doctors:
        for hours in doctor.hours:
            for day in hours.days:
                opening = [span for span in branch(clinic, hours.branch).hours if span.weekday == day]
                assert any(span.start <= hours.start and hours.end <= span.end for span in opening), (doctor.id, hours)


def test_one_can_come_in_the_evening_and_on_saturday(clinic: Clinic) -> None:
    hours = [(day, row.end) for doctor in clinic.doctors for row in doctor.hours for day in row.days]
    assert {day for day, end in hours if end >= time(19)} == {0, 1, 2, 3, 4}
    assert {day for day, _ in hours} == {0, 1, 2, 3, 4, 5, 6}
    assert all(len({span.end for span in row.hours}) > 1 for row in clinic.branches), "hours differ by weekday"


def test_a_family_doctor_is_free_with_a_declaration(clinic: Clinic) -> None:
    notes = {service.id: service.note.pick("en", "uk") for service in clinic.services}
    assert notes["family-visit"] == notes["child-visit"] == "free with a declaration"


def texts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            yield path, value
        for name, inner in value.items():
            yield from texts(inner, f"{path}.{name}")
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{path}[{number}]")


def test_every_text_is_there_in_all_languages_and_short_enough(clinic: Clinic) -> None:
    found = dict(texts(clinic.model_dump(mode="json")))
    assert len(found) > 60
    for path, words in found.items():
        assert set(words) == set(LANGUAGES), path
        assert all(len(text) < room(path) for text in words.values()), path


def room(path: str) -> int:
    return {"text": 3500, "answer": 400, "advantages": 400}.get(path.rpartition(".")[2], 200)


def test_it_answers_what_people_ask(clinic: Clinic) -> None:
    entries = [entry for category in clinic.faq for entry in category.entries]
    assert (len(clinic.faq), len(entries)) == (8, 44)
    assert all(len(entry.also) >= 5 for entry in entries), "in other words, and in all languages"
    assert {gift.id for gift in clinic.free} == {"declaration", "vaccination", "trauma", "house-call"}
    numbers = re.compile(r"\+380 48 700 00 (?!00)\d\d")
    assert not [entry.id for entry in entries if any(map(numbers.search, entry.answer.values()))], "nobody's own number"


@pytest.mark.parametrize(
    ("language", "foreign"),
    [
        ("uk", "ёъыэ"),
        ("ru", "ґєії'ʼ"),
        *((language, "абвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя") for language in ("en", "pl", "it")),
    ],
)
def test_no_text_is_in_another_languages_letters(clinic: Clinic, language: str, foreign: str) -> None:
    for path, words in texts(clinic.model_dump(mode="json")):
        assert not set(words[language].lower()) & set(foreign), path


def test_its_phone_numbers_are_fictional(clinic: Clinic) -> None:
    assert {number[:-2] for number in (clinic.phone, *(row.phone for row in clinic.branches))} == {"+3804870000"}


def test_each_doctor_has_a_portrait_of_their_own(clinic: Clinic) -> None:
    photos = [doctor.photo for doctor in clinic.doctors if doctor.photo]
    assert len({photo.read_bytes() for photo in photos}) == 14
    assert set(photos) == set((DEMO.parent / "photos").resolve().iterdir()), "and none is left over"
    for photo in photos:
        assert photo.stat().st_size <= 40 * 1024
        with Image.open(photo) as picture:
            assert (picture.format, picture.size) == ("JPEG", (640, 640))


@pytest.mark.parametrize("row", PORTRAITS, ids=lambda row: row["doctor"])
def test_portraits_are_drawings_without_anything_from_elsewhere(row: dict[str, str]) -> None:
    drawing = ET.fromstring(svg(row))  # noqa: S314 - our own drawing
    kinds = {element.tag.rpartition("}")[2] for element in drawing.iter()}
    assert kinds <= {"svg", "g", "path", "circle", "ellipse", "rect"}
    assert "{" not in svg(row), "a colour is missing"


def test_each_portrait_is_of_a_doctor(clinic: Clinic) -> None:
    assert {row["doctor"] for row in PORTRAITS} == {doctor.id for doctor in clinic.doctors}
