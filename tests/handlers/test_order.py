"""Lists stand in an order that a person can foresee."""

from dataclasses import replace

from clinic.model import Clinic
from crm.model import Doctor
from handlers.screens.choices import Choosing, doctors
from locales.words import words
from reception.booking.way import Options, Way
from reception.catalogue import Offer
from tests.crm.story import wall
from tests.reception.offers import ADULT, CATALOGUE, CENTER, FAMILY, TODAY, VISIT, person

NAMES = {
    1: {"uk": "Їжак Яна", "ru": "Ёлкина Яна", "pl": "Żak Jan"},
    2: {"uk": "Зуб Яна", "ru": "Емельянова Яна", "pl": "Źrebiec Jan"},
    3: {"uk": "Ґава Яна", "ru": "Жукова Яна", "pl": "Zając Jan"},
    4: {"uk": "Гончар Яна", "ru": "Ежова Яна", "pl": "Ćwik Jan"},
    5: {"uk": "Яценко Яна", "ru": "Яценко Яна", "pl": "Cap Jan"},
}
MANY = replace(
    CATALOGUE,
    doctors={number: Doctor(str(number), names, ("family",)) for number, names in NAMES.items()},
    offers=tuple(Offer(number, CENTER, VISIT, 20, None) for number in NAMES),
)


def listed(clinic: Clinic, language: str, **times: str | None) -> list[str]:
    me = person(ADULT)
    at = Choosing(words(language), clinic, me, Options(MANY, me, TODAY), Way(ADULT, CENTER, FAMILY))
    earliest = {(int(doctor[1:]), CENTER, VISIT): wall(time) if time else None for doctor, time in times.items()}
    return [row[0].text.split()[0] for row in doctors(at, earliest).rows][1 : len(NAMES) + 1]


def test_doctors_without_free_times_stand_by_their_alphabet(clinic: Clinic) -> None:
    nobody = {f"d{number}": None for number in NAMES}
    assert listed(clinic, "uk", **nobody) == ["Гончар", "Ґава", "Зуб", "Їжак", "Яценко"]
    assert listed(clinic, "ru", **nobody) == ["Ежова", "Ёлкина", "Емельянова", "Жукова", "Яценко"]
    assert listed(clinic, "pl", **nobody) == ["Cap", "Ćwik", "Zając", "Źrebiec", "Żak"]


def test_who_is_free_first_comes_first_and_equals_by_name(clinic: Clinic) -> None:
    nine, ten = "2026-11-24 09:00", "2026-11-24 10:00"
    shown = listed(clinic, "uk", d1=ten, d2=ten, d3=None, d4=None, d5=nine)
    assert shown == ["Яценко", "Зуб", "Їжак", "Гончар", "Ґава"]
