"""A Clinic → a clinic file that reads back as the same clinic. What was only for people's eyes, comments, is lost."""

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from clinic.elsewhere import LACKED
from clinic.hours import WEEKDAYS, hours_of
from clinic.model import Clinic

WIDE = 10_000  # a text stands in one line: folded ones are hard to edit
Plain = Any


class _Dumper(yaml.SafeDumper):
    """Without anchors, which a clinic file has no use for."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def write_clinic(clinic: Clinic, *, whole: bool = True) -> str:
    """Photos by their names below ``photo_folder``. ``whole``: as for ``read_clinic``."""
    told = _told(clinic)
    for kind, lacked in LACKED.items() if not whole else ():
        told[kind] = [{key: value for key, value in one.items() if lacked.get(key, ...) != value} for one in told[kind]]
    for doctor, own in zip(clinic.doctors, told["doctors"], strict=True):
        if doctor.photo:
            own["photo"] = photo_name(clinic, doctor.photo)
    return _dumped(told)


def write_questions(clinic: Clinic) -> str:
    """The questions alone; they read back by ``read_questions``."""
    return _dumped({"faq": _told(clinic).get("faq", [])})


def photo_folder(clinic: Clinic) -> Path:
    """Above the one that all photos stand in."""
    parents = [doctor.photo.parent for doctor in clinic.doctors if doctor.photo]
    return Path(os.path.commonpath(parents)).parent if parents else Path()


def photo_name(clinic: Clinic, photo: Path) -> str:
    return photo.relative_to(photo_folder(clinic)).as_posix()


def _told(clinic: Clinic) -> dict[str, Plain]:
    told: dict[str, Plain] = _plain(clinic.model_dump(exclude_defaults=True))
    for place in (*told["branches"], told.get("reception", {})):
        if "hours" in place:
            place["hours"] = _hours(place["hours"])
        for span in (*place.get("closed", ()), *place.get("offline", ())):
            _span(span)
    for doctor in told["doctors"]:
        for week in doctor["hours"]:
            week["days"] = [WEEKDAYS[day] for day in week["days"]]
        for away in doctor.get("away", ()):
            _span(away)
    for name, codes in told.get("crm", {}).items():
        if name in {"visits", "statuses"}:
            told["crm"][name] = dict(codes)
    return told


def _hours(spans: Sequence[Mapping[str, Plain]]) -> Plain:
    """By weekday, where that reads back in the same order."""
    days: dict[str, str] = {}
    for span in spans:
        day, hours = WEEKDAYS[span["weekday"]], f"{span['from']}-{span['to']}"
        days[day] = f"{days[day]}, {hours}" if day in days else hours
    back = [{**one, "from": f"{one['from']:%H:%M}", "to": f"{one['to']:%H:%M}"} for one in hours_of(days)]
    return days if back == list(spans) else spans


def _span(span: dict[str, Plain]) -> None:
    """A day as a day: its end is meant to be its last one."""
    if all(value.endswith("00:00") for value in span.values()):
        last = datetime.fromisoformat(span["to"]) - timedelta(days=1)
        span.update({"from": span["from"].split()[0], "to": f"{last:%Y-%m-%d}"})


def _plain(value: Plain) -> Plain:
    match value:
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else str(value)
        case None | bool() | int() | float() | str():
            return value
    return f"{value:%H:%M}" if hasattr(value, "hour") else str(value)


def _dumped(told: Plain) -> str:
    return yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDE)
