"""What an admin types is read as people write it, or they are told what is wrong with it."""

from datetime import datetime, time

import pytest

from reception.admin.hearing import Heard, Why, Wrong, hear
from reception.admin.parts import SHAPES, Field, Kind, Part

NOW = datetime.fromisoformat("2026-11-23 09:00")


def field(part: Part, name: str) -> Field:
    found = SHAPES[part].field(name)
    assert found is not None
    return found


HOURS, PHONE, PIN = (field(Part.BRANCHES, name) for name in ("hours", "phone", "pin"))
DAY, LINK, REPLY = field(Part.HOLIDAYS, ""), field(Part.LINKS, "url"), field(Part.CANNED, "")
REMINDER, GREETING = field(Part.TEXTS, "day_before"), field(Part.TEXTS, "greeting")


def typed(of: Field, text: str) -> object:
    return hear(of, Heard(text), "UA", NOW)


def why(of: Field, text: str) -> tuple[Why, str]:
    told = typed(of, text)
    assert isinstance(told, Wrong), told
    return told.why, told.what


def week(text: str) -> dict[int, list[str]]:
    told = typed(HOURS, text)
    assert isinstance(told, list), text
    days: dict[int, list[str]] = {}
    for span in told:
        hours = "-".join(f"{time.fromisoformat(span[end]):%H:%M}" for end in ("from", "to"))
        days.setdefault(span["weekday"], []).append(hours)
    return days


@pytest.mark.parametrize(
    "text",
    [
        "пн-пт 8-20, сб 9-15",
        "Пн–Пт: 08:00–20:00\nСб: 9:00 – 15:00",
        "понеділок - п’ятниця 8.00-20.00; субота 9.00-15.00",
        "Mon-Fri 8:00-20:00, Saturday 9-15",
        "pon.-pt. 8-20, sobota 9-15",
        "lun-ven 8-20 sab 9-15",
        "понедельник-пятница 8-20, суббота 9-15",
    ],
)
def test_hours_as_people_write_them_in_five_languages(text: str) -> None:
    assert week(text) == {**{day: ["08:00-20:00"] for day in range(5)}, 5: ["09:00-15:00"]}


def test_a_break_a_single_day_and_a_range_over_sunday() -> None:
    assert week("ср 8-13, 14-18") == {2: ["08:00-13:00", "14:00-18:00"]}
    assert week("сб-пн 9-24") == {day: ["09:00-23:59"] for day in (0, 5, 6)}


@pytest.mark.parametrize(
    "text", ["зачинено", "8-20", "пн", "пн 20-8", "пн 8-25", "пн 8-12, 11-15", "пн 8-20 і ще трохи", "хто 8-20"]
)
def test_hours_that_are_none_are_asked_again(text: str) -> None:
    assert why(HOURS, text) == (Why.HOURS, "")


def test_days_phones_links_and_places() -> None:
    assert typed(DAY, "25.12.2026") == typed(DAY, "2026-12-25") == typed(DAY, " 25/12/2026 ") == "2026-12-25"
    assert [why(DAY, text)[0] for text in ("31.02.2027", "25.12", "завтра", "25.12.1926")] == [Why.DAY] * 4
    assert typed(PHONE, "048 722 00 00") == "+380487220000"
    assert why(PHONE, "багато")[0] is Why.PHONE
    assert typed(LINK, "https://clinic.example/") == "https://clinic.example/"
    assert [why(LINK, text)[0] for text in ("clinic.example", "http://clinic.example", "https://a b.example")] == (
        [Why.LINK] * 3
    )
    assert hear(PIN, Heard(place=(46.48, 30.73)), "UA", NOW) == [46.48, 30.73]
    assert why(PIN, "46.48, 30.73")[0] is Why.NOT_A_PLACE


def test_braces_that_stand_for_nothing_are_named() -> None:
    assert typed(REMINDER, "Чекаємо {when}, до зустрічі!") == "Чекаємо {when}, до зустрічі!"
    assert why(REMINDER, "Чекаємо {wen}") == (Why.BRACES, "{wen}")
    assert why(REMINDER, "Чекаємо {when} {") == (Why.BRACES, "{")
    assert why(REMINDER, "Чекаємо {when}}") == (Why.BRACES, "}")
    assert why(REMINDER, "Чекаємо на вас") == (Why.NEEDED, "{when}")
    assert typed(GREETING, "Вітаємо!") == "Вітаємо!", "what may stand there may be left out"
    assert why(field(Part.TEXTS, "thanks"), "Дякуємо, {name}") == (Why.BRACES, "{name}"), "nothing is filled in there"
    assert why(REPLY, "{імʼя}, дякуємо") == (Why.BRACES, "{імʼя}")


def test_a_text_is_as_long_as_its_place_and_may_look_like_markup() -> None:
    question = field(Part.ENTRIES, "question")
    assert typed(question, "<b>Так</b> & {ні}") == "<b>Так</b> & {ні}", "it is said as it stands"
    assert why(question, "х" * 101) == (Why.TOO_LONG, "101 / 100")
    assert why(question, "  ") == (Why.NOT_TYPED, "")


def test_each_part_asks_for_something_and_each_kind_is_asked_for() -> None:
    assert {one.kind for shape in SHAPES.values() for one in shape.fields} == set(Kind)
    assert all(one.longest for shape in SHAPES.values() for one in shape.fields if one.kind is Kind.TEXTS)
