"""The clinic files of these tests: the demo clinic, and a small one that they break one place at a time."""

from pathlib import Path

DEMO = Path(__file__).parents[2] / "sandbox" / "demo" / "clinic.yaml"

SMALL = """\
name: {uk: "Клініка", en: "Clinic"}
languages: {default: uk, offered: [uk, en], follow_telegram: [en]}
zone: Europe/Kyiv
region: UA
phone: 048 722 00 00
emergency: [103]
currency: UAH
privacy: {version: 1, text: {uk: "Що ми зберігаємо"}}
rules: {visits_ahead: 3}
holidays: [2026-12-25]
branches:
  - id: center
    name: {uk: "Центр"}
    address: "Sadova 1"
    pin: [46.48, 30.73]
    hours: {mon-fri: 08:00-20:00, sat: "09:00-13:00, 14:00-15:00"}
specialties:
  - {id: family, name: {uk: "Сімейна медицина"}}
services:
  - {id: visit, name: {uk: "Прийом"}, specialty: family, minutes: 20, price: 600}
  - {id: paper, name: {uk: "Довідка"}, specialty: family, minutes: 15}
doctors:
  - id: shevchuk
    name: {uk: "Шевчук Олена"}
    specialties: [family]
    photo: shevchuk.jpg
    ages: [0, 17]
    services: [{id: visit, price: 0}, paper]
    hours:
      - branch: center
        days: [mon, wed]
        from: 9:00
        to: 15:00
    away: [{from: 2026-12-01, to: 2026-12-05}]
    extra: [{date: 2026-12-06, branch: center, from: 10:00, to: 13:00}]
  - id: melnyk
    name: Ірина Мельник
    specialties: [family]
    services: [visit]
    hours: [{branch: center, days: fri, from: "10:00", to: "12:00"}]
"""


def written(folder: Path, text: str = SMALL) -> Path:
    """The file and its one photo, in this folder."""
    (folder / "shevchuk.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    path = folder / "clinic.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def broken(right: str, wrong: str) -> str:
    """The small clinic with one thing wrong; refuses a change that changes nothing or more than one place."""
    assert SMALL.count(right) == 1, f"{right!r} stands {SMALL.count(right)} times in the small clinic"
    return SMALL.replace(right, wrong)
