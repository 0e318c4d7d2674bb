"""The clinic that every system is made to be in the contract suite: a small one, with all that is awkward about hours.

It is Monday, 22 March 2027, 08:00 in Kyiv; the clocks go forward on the coming Sunday.
"""

from datetime import UTC, datetime
from typing import Any

from clinic.model import Clinic

NOW = datetime(2027, 3, 22, 6, 0, tzinfo=UTC)
KYIV = "Europe/Kyiv"
NEW_YORK = "America/New_York"


def _texts(words: str) -> dict[str, str]:
    return {"uk": words}


def _named(name: str, words: str, **rest: Any) -> dict[str, Any]:
    return {"id": name, "name": _texts(words), **rest}


def _branch(name: str, words: str, **rest: Any) -> dict[str, Any]:
    return _named(name, words, address=_texts(f"вул. Річкова, {len(words)}"), hours={"mon-sun": "00:00-23:59"}, **rest)


def _doctor(name: str, words: str, services: list[Any], hours: list[Any], **rest: Any) -> dict[str, Any]:
    return _named(name, words, specialties=["therapist"], services=services, hours=hours, **rest)


def _hours(days: str, begins: str, ends: str, branch: str = "centre") -> dict[str, Any]:
    return {"branch": branch, "days": days, "from": begins, "to": ends}


VERBA = Clinic.model_validate(
    {
        "name": _texts("Верба"),
        "languages": {"default": "uk", "offered": ["uk"]},
        "zone": KYIV,
        "region": "UA",
        "phone": "+380362000001",
        "emergency": ["103"],
        "currency": "UAH",
        "privacy": {"version": "1", "text": _texts("…")},
        "rules": {"step_minutes": 15},
        "holidays": ["2027-03-25"],
        "branches": [
            _branch("centre", "Центр", pin=(50.62, 26.25)),
            _branch("river", "Річка"),
            _branch("overseas", "За океаном", zone=NEW_YORK),
            _branch("repair", "На ремонті", accepts_patients=False),
        ],
        "specialties": [_named("therapist", "Терапевт"), _named("venereologist", "Венеролог", delicate=True)],
        "services": [
            _named("quick", "Довідка", specialty="therapist", minutes=15, price="150.50"),
            _named("visit", "Консультація", specialty="therapist", minutes=30, price="600"),
            _named("long", "Обстеження", specialty="therapist", minutes=45),
            _named("injection", "Укол", specialty="therapist", minutes=20, note=_texts("безкоштовно з декларацією")),
        ],
        "doctors": [
            _doctor(
                "hrab",
                "Граб Іван",
                ["visit", "quick", "long", {"id": "injection", "minutes": 20}],
                [_hours("mon-fri", "09:00", "12:00"), _hours("mon-fri", "13:00", "17:00", "river")],
                away=[
                    {"from": "2027-03-24 10:00", "to": "2027-03-24 11:00"},
                    {"from": "2027-04-05", "to": "2027-04-09"},
                ],
                extra=[{"date": "2027-03-27", "branch": "centre", "from": "10:00", "to": "11:00"}],
                home_visits=True,
            ),
            _doctor("koval", "Коваль Ольга", [{"id": "visit", "minutes": 45}], [_hours("mon-fri", "09:00", "12:00")],
                    ages=(0, 17), home_visits=True),
            _doctor("nych", "Нич Тарас", ["visit"], [_hours("sun", "00:00", "08:00")]),
            _doctor("adams", "Адамс Джон", ["visit"], [_hours("mon-sun", "09:00", "12:00", "overseas")]),
            _doctor("malyar", "Маляр Петро", ["visit"], [_hours("mon-fri", "09:00", "12:00", "repair")]),
        ],
    }
)  # fmt: skip
