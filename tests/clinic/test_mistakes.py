"""Each mistake is named by line and field, and the message says what would be right."""

import re
from pathlib import Path

import pytest

from clinic.read import ClinicFileError, read_clinic
from clinic.texts import LANGUAGES
from tests.clinic.small import SMALL, broken, written


def told(path: Path) -> list[str]:
    with pytest.raises(ClinicFileError) as error:
        read_clinic(path)
    return str(error.value).splitlines()


MISTAKES = [
    # times and dates
    ("from: 9:00", 'from: "25:00"', '32: doctors[0].hours[0].from: "25:00" is not a time; write it as "09:30"'),
    ("to: 15:00", "to: 15.00", '33: doctors[0].hours[0].to: "15.00" is not a time; write it as "09:30"'),
    ("to: 15:00", "to: 8:00", "33: doctors[0].hours[0].to: ends (08:00) before it begins (09:00)"),
    ("to: 15:00", "to: 9:00", "33: doctors[0].hours[0].to: ends (09:00) before it begins (09:00)"),
    ("mon-fri: 08:00-20:00", "mon-fri: 20:00-08:00", "16: branches[0].hours.mon-fri: ends (08:00) before it begins"),
    ("mon-fri: 08:00-20:00", "mon-fri: 8 to 20", '16: branches[0].hours.mon-fri: "8 to 20" are not hours; write'),
    ("mon-fri", "mon-fryday", '16: branches[0].hours.mon-fryday: "mon-fryday" is not a weekday; write mon, tue, wed'),
    ("[mon, wed]", "[mon, середа]", '31: doctors[0].hours[0].days[1]: "середа" is not a weekday; write mon'),
    ("[mon, wed]", "[]", "31: doctors[0].hours[0].days: is empty; name at least one"),
    ("sat:", "fri:", "16: branches[0].hours: fri: 08:00-20:00 and 09:00-13:00 overlap; write each time once"),
    ("[2026-12-25]", "[25.12.2026]", '10: holidays[0]: "25.12.2026" is not a date; write it as 2026-12-31'),
    ("[2026-12-25]", "[2026-02-31]", '10: holidays[0]: there is no day "2026-02-31" in the calendar'),
    ("[2026-12-25]", "[9999-12-31]", '10: holidays[0]: "9999-12-31" is not a date'),
    ("to: 2026-12-05", "to: 2026-11-05", "34: doctors[0].away[0].to: ends (2026-11-06 00:00) before it begins"),
    ("from: 10:00, to: 13:00", "from: 10:00, to: 9:00", "35: doctors[0].extra[0].to: ends (09:00) before it begins"),
    # references and ids
    (
        "branch: center\n",
        "branch: centr\n",
        '30: doctors[0].hours[0].branch: there is no branch "centr"; did you mean "center"?',
    ),
    (
        "date: 2026-12-06, branch: center",
        "date: 2026-12-06, branch: sea",
        '35: doctors[0].extra[0].branch: there is no branch "sea"; choose from: center',
    ),
    (
        "specialties: [family]\n    photo",
        "specialties: [famly]\n    photo",
        '25: doctors[0].specialties[0]: there is no specialty "famly"; did you mean "family"?',
    ),
    ("0}, paper]", "0}, papir]", '28: doctors[0].services[1]: there is no service "papir"; did you mean "paper"?'),
    (
        "{id: visit, price: 0}",
        "{id: visa, price: 0}",
        '28: doctors[0].services[0].id: there is no service "visa"; did you mean "visit"?',
    ),
    ("0}, paper]", "0}, visit]", '28: doctors[0].services: "visit" stands here twice; keep one of them'),
    (
        "specialty: family, minutes: 15",
        "specialty: famili, minutes: 15",
        '21: services[1].specialty: there is no specialty "famili"; did you mean "family"?',
    ),
    ("id: melnyk", "id: shevchuk", '36: doctors[1].id: "shevchuk" is taken in line 23; give each its own id'),
    ("id: melnyk", "id: Мельник", '36: doctors[1].id: "Мельник" cannot be an id; write up to 32 of a-z, 0-9 and "-"'),
    # what a doctor needs
    ("services: [visit]", "services: []", "39: doctors[1].services: is empty; name at least one"),
    ("    services: [visit]\n", "", "36: doctors[1].services: is missing; add it, such as services: [family-visit]"),
    (
        '    hours: [{branch: center, days: fri, from: "10:00", to: "12:00"}]\n',
        "",
        "36: doctors[1].hours: is missing; add it",
    ),
    (
        "[mon, wed]\n        from: 9:00\n        to: 15:00",
        "[mon]\n        from: 9:00\n        to: 15:00\n      - {branch: center, days: mon-tue, from: 14:00, to: 16:00}",
        "29: doctors[0].hours: mon: 09:00-15:00 and 14:00-16:00 overlap; a doctor is in one place",
    ),
    ("ages: [0, 17]", "ages: [17, 0]", "27: doctors[0].ages: the youngest comes first; write [0, 17]"),
    ("ages: [0, 17]", "ages: [0, 17, 18]", "27: doctors[0].ages: has too many values; leave two, such as [0, 17]"),
    ("ages: [0, 17]", "ages: [-1, 17]", "27: doctors[0].ages[0]: -1 is too small; at least 0"),
    ("ages: [0, 17]", "ages: [0]", "27: doctors[0].ages[1]: is missing; add it"),
    # photos
    (
        "photo: shevchuk.jpg",
        "photo: olena.jpg",
        '26: doctors[0].photo: there is no picture "olena.jpg" beside the clinic file',
    ),
    (
        "photo: shevchuk.jpg",
        "photo: clinic.yaml",
        '26: doctors[0].photo: "clinic.yaml" is not a picture; save it as JPEG or PNG',
    ),
    # places, languages, phones, money
    ("Europe/Kyiv", "Europe/Kiyv", '3: zone: there is no zone "Europe/Kiyv"; did you mean "Europe/Kyiv"?'),
    ("Europe/Kyiv", "Київ", '3: zone: there is no zone "Київ"; write it as Europe/Kyiv'),
    (
        "region: UA",
        "region: Ukraine",
        '4: region: there is no region "Ukraine"; write the two capital letters of a country',
    ),
    (
        "default: uk",
        "default: ua",
        '2: languages.default: "ua" is not a language of this program; choose from: uk (Ukrainian), ru',
    ),
    ("default: uk", "default: pl", '2: languages.offered: the default language "pl" is not offered; add it here'),
    (
        "follow_telegram: [en]",
        "follow_telegram: [it]",
        '2: languages.follow_telegram: "it" is not offered; add it to "offered"',
    ),
    (
        '{uk: "Центр"}',
        '{en: "Centre"}',
        '13: branches[0].name: has no "uk", the default language; write it as {uk: "…", …}',
    ),
    ('{uk: "Центр"}', '{uk: "Центр", ua: "Центр"}', '13: branches[0].name.ua: "ua" is not a language of this program'),
    ('{uk: "Центр"}', '{uk: " "}', "13: branches[0].name.uk: is empty; write the words"),
    ('{uk: "Центр"}', "[Центр]", "13: branches[0].name: is neither a text nor texts by language; write it as {uk:"),
    ("048 722 00 00", "7000", '5: phone: "7000" is not a phone number; write it in full, such as "+380 48 700 00 00"'),
    ("048 722 00 00", "call us", '5: phone: "call us" is not a phone number'),
    ("[103]", "[nurse]", '6: emergency[0]: "nurse" is not an emergency number; write its digits, such as "103"'),
    (
        "currency: UAH",
        "currency: грн",
        '7: currency: "грн" is not a currency; write its three capital letters, such as UAH',
    ),
    ("price: 600", "price: -600", "20: services[0].price: -600 is too small; at least 0"),
    (
        "price: 600",
        "price: 600 грн",
        '20: services[0].price: "600 грн" is not a price; write it in digits, such as 600 or 35.50',
    ),
    ("price: 600", "price: .inf", "20: services[0].price: "),
    (
        "minutes: 20",
        "minutes: twenty",
        '20: services[0].minutes: "twenty" is not a whole number; write it in digits, such as 20',
    ),
    ("minutes: 20", "minutes: 0", "20: services[0].minutes: 0 is too small; at least 5"),
    ("[46.48, 30.73]", "[146.48, 30.73]", "15: branches[0].pin[0]: 146.48 is too big; at most 90"),
    ("[46.48, 30.73]", "46.48", '15: branches[0].pin: "46.48" is not a list; write it in brackets'),
    # fields
    ("minutes: 20", "minuts: 20", '20: services[0].minuts: is not known here; did you mean "minutes"?'),
    ("rules: {visits_ahead: 3}", "rule: {visits_ahead: 3}", '9: rule: is not known here; did you mean "rules"?'),
    ("visits_ahead: 3", "visit_ahead: 3", '9: rules.visit_ahead: is not known here; did you mean "visits_ahead"?'),
    (
        "from: 9:00",
        "start: 9:00",
        "32: doctors[0].hours[0].start: is not known here; choose from: branch, days, from, to",
    ),
    ("currency: UAH\n", "", "1: currency: is missing; add it, such as currency: UAH"),
    ("currency: UAH", "currency:", "7: currency: is empty; fill it in, such as currency: UAH"),
    (
        "currency: UAH",
        "currency: UAH\ncurrency: EUR",
        "8: currency: stands here twice (first in line 7); keep one of them",
    ),
    (
        "rules: {visits_ahead: 3}",
        "rules: three",
        '9: rules: "three" is not a group of fields; write them below it, indented',
    ),
    (
        "holidays: [2026-12-25]",
        "holidays: 2026-12-25",
        '10: holidays: "2026-12-25" is not a list; write it in brackets',
    ),
    (
        "currency: UAH",
        "currency: UAH\ncrm: {booking: manged}",
        '8: crm.booking: "manged" is not known here; did you mean "managed"?',
    ),
    (
        "currency: UAH",
        "currency: UAH\ncrm: {phones: [050]}",
        '8: crm.phones[0]: "050" is not known here; choose from: +380…, 0…, 380…',
    ),
    # what screens and columns have room for
    ("version: 1", f"version: {'x' * 41}", "8: privacy.version: has 41 characters; write at most 40"),
    ("Що ми зберігаємо", "Ж" * 4001, '8: privacy.text: has 4001 characters in "uk"; write at most 4000'),
    ('{uk: "Центр"}', f"{'Ц' * 61}", '13: branches[0].name: has 61 characters in "uk"; write at most 60'),
    ('"Sadova 1"', f"{'S' * 201}", '14: branches[0].address: has 201 characters in "uk"; write at most 200'),
    ('{uk: "Сімейна медицина"}', "С" * 61, '18: specialties[0].name: has 61 characters in "uk"; write at most 60'),
    ('{uk: "Прийом"}', f"{{uk: П, en: {'V' * 61}}}", '20: services[0].name: has 61 characters in "en"; write at most'),
    ("minutes: 15", f"minutes: 15, note: {'n' * 101}", '21: services[1].note: has 101 characters in "uk"; write at mo'),
    ("Ірина Мельник", "М" * 101, '37: doctors[1].name: has 101 characters in "uk"; write at most 100'),
    ('{uk: "Клініка", en: "Clinic"}', "К" * 101, '1: name: has 101 characters in "uk"; write at most 100'),
    ("[103]", "[103, 104, 105, 106, 107, 108]", "6: emergency: has 6 values; leave at most 5"),
    ("visits_ahead: 3", "visits_ahead: 101", "9: rules.visits_ahead: 101 is too big; at most 100"),
    ("visits_ahead: 3", "patients_per_phone: 21", "9: rules.patients_per_phone: 21 is too big; at most 20"),
    (
        "visits_ahead: 3",
        "least_notice_minutes: 999999999999",
        "9: rules.least_notice_minutes: 999999999999 is too big; at most 43200",
    ),
    ("visits_ahead: 3", "late_cancel_hours: 721", "9: rules.late_cancel_hours: 721 is too big; at most 720"),
    # fields that are empty
    ("version: 1", 'version: ""', "8: privacy.version: is empty; write a text"),
    ("  - id: melnyk", "  -\n  - id: melnyk", "36: doctors[1]: is empty; fill it in, or take the line out"),
]


@pytest.mark.parametrize(("right", "wrong", "expected"), MISTAKES)
def test_a_mistake_is_named_with_line_field_and_what_would_be_right(
    tmp_path: Path, right: str, wrong: str, expected: str
) -> None:
    lines = told(written(tmp_path, broken(right, wrong)))
    assert any(line.startswith(f"clinic.yaml:{expected}") for line in lines), lines


def test_one_mistake_is_told_once_and_alone(tmp_path: Path) -> None:
    wrong_time = (
        'doctors[0].hours[0].from: "25:00" is not a time; write it as "09:30" (the last one of a day is "23:59")'
    )
    assert told(written(tmp_path, broken("from: 9:00", 'from: "25:00"'))) == [f"clinic.yaml:32: {wrong_time}"]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        SMALL.replace("Europe/Kyiv", "Mars").replace("minutes: 15", "minutes: x").replace("id: melnyk", "id: shevchuk")
    )
    text = text.replace("branch: center\n", "branch: sea\n").replace("currency: UAH", "currency: UAH\ncurrency: UAH")
    fields = [line.split(": ")[1] for line in told(written(tmp_path, text))]
    assert fields == ["zone", "currency", "services[1].minutes", "doctors[0].hours[0].branch", "doctors[1].id"]


def test_all_languages_are_named_to_whoever_names_another(tmp_path: Path) -> None:
    [line] = told(written(tmp_path, broken("default: uk", "default: ua")))
    assert tuple(re.findall(r"\b([a-z]{2}) \(", line)) == LANGUAGES


def test_a_wrong_region_does_not_make_the_phones_wrong(tmp_path: Path) -> None:
    lines = told(written(tmp_path, broken("region: UA", "region: Ukraine")))
    assert [line.split(": ")[1] for line in lines] == ["region"]


@pytest.mark.parametrize("name", ["9" * 500, '"olena\\0.jpg"', "loop.jpg", ".", "/dev/zero"])
def test_a_photo_that_cannot_be_a_file_is_just_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    [line] = told(written(tmp_path, broken("photo: shevchuk.jpg", f"photo: {name}")))
    assert line.startswith("clinic.yaml:26: doctors[0].photo: there is no picture ")


def test_a_big_photo_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    with (tmp_path / "shevchuk.jpg").open("r+b") as photo:
        photo.truncate(5 * 1024 * 1024 + 1)
    assert told(path) == ['clinic.yaml:26: doctors[0].photo: "shevchuk.jpg" is over 5 MB; save it smaller']


def test_a_doctor_of_two_specialties_needs_a_service_of_each(tmp_path: Path) -> None:
    heart = '  - {id: family, name: {uk: "Сімейна медицина"}}\n  - {id: heart, name: {uk: "Серце"}}'
    text = SMALL.replace('  - {id: family, name: {uk: "Сімейна медицина"}}', heart)
    text = text.replace("specialties: [family]\n    services", "specialties: [family, heart]\n    services")
    assert told(written(tmp_path, text)) == [
        'clinic.yaml:40: doctors[1].services: no service of "heart" is among them; add one'
    ]
