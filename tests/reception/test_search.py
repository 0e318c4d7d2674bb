"""A doctor, a specialty or an answer by whatever was typed."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from clinic.model import Clinic
from clinic.read import read_clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.embedded.importing import import_clinic
from db.catalogue import CatalogueStore
from db.database import Database
from reception.booking.way import Options, Way
from reception.clock import SystemClock
from reception.faq import Faq
from reception.people import Person, PhoneState
from reception.search import search
from tests.clinic.small import DEMO

STRANGER = Person(1, 1, "uk", None, PhoneState.NONE, (), None, None)

EVERYDAY = (
    "Мені погано",
    "мені потрібна довідка в басейн",
    "Передзвоніть мені, будь ласка",
    "я запізнюся на пів години",
    "у сина температура, другий день кашель",
    "Чи можна прийти без запису?",
    "скільки коштує прийом",
    "діти хворіють, рідна мова",
    "запишіть на сім годин вечора",
    "видаліть мої дані",
    "з'єднайте з адміном",
    "плохо себя чувствую",
    "можно завтра утром?",
    "я опоздаю на полчаса",
    "мне нужна справка, что делать",
    "спасибо, всё хорошо",
    "до какого часа вы работаете",
    "I don't care",
    "where are you",
    "Can I pay by card?",
    "my wife and I are ill",
    "which medicine should I take?",
    "are you open on Sunday",
    "just one more step and that is handy",
    "spóźnię się pół godziny",
    "mam gorączkę i kaszel",
    "ile kosztuje wizyta",
    "do której pracujecie",
    "recepta na leki",
    "mio figlio sta male",
    "a che ora aprite",
    "mi serve una ricetta, grazie mille",
    "posso venire domani?",
)


@pytest.fixture
async def options(database: Database, clinic: Clinic) -> Options:
    await import_clinic(database, clinic)
    catalogue = await CatalogueStore(database).save(await EmbeddedCrm(database, SystemClock()).directory())
    return Options(catalogue, STRANGER, date(2026, 11, 23))


class NoVotes:
    async def count(self, entry: str, on: date, *, helpful: bool) -> None:
        raise NotImplementedError


@cache
def faq() -> Faq:
    return Faq(read_clinic(DEMO), NoVotes(), SystemClock())


def names(options: Options, text: str) -> list[str]:
    """Of doctors and specialties alone."""
    doctors, specialties = options.catalogue.doctors, options.catalogue.specialties
    found = [one for one in search(options, faq(), text) if isinstance(one, Way)]
    return [(doctors[way.doctor] if way.doctor else specialties[way.specialty]).name["en"] for way in found]


async def test_people_find_whom_they_mean(options: Options) -> None:
    meant = {
        "Петренко": "Vasyl Petrenko",
        "петринко": "Vasyl Petrenko",
        "Petrenko": "Vasyl Petrenko",
        "запишіть до шевчук": "Olena Shevchuk",
        "невролог": "Neurology",
        "кардиолог": "Cardiology",
        "гинеколог": "Gynaecology",
        "лор": "Ear, nose and throat",
        "dermatologist": "Dermatology",
    }
    assert {text: names(options, text)[:1] for text in meant} == {text: [name] for text, name in meant.items()}


async def test_a_typo_another_case_or_another_alphabet_hides_nobody(options: Options) -> None:
    meant = {
        "Шевчк": "Olena Shevchuk",
        "shevchyk": "Olena Shevchuk",
        "можна до Коваленка?": "Andrii Kovalenko",
        "Kovalenco": "Andrii Kovalenko",
        "мельничук": "Iryna Melnyk",
        "Бондаря": "Mariia Bondar",
        "хочу до лікаря Ткаченка на завтра": "Dmytro Tkachenko",
        "Савчюк": "Nataliia Savchuk",
        "лысенко": "Oleh Lysenko",
        "Олег": "Oleh Lysenko",
        "рудэнко": "Liudmyla Rudenko",
        "Adeemi": "Daniel Adeyemi",
        "аблямітової": "Elzara Abliamitova",
        "Захарченка": "Viktoriia Zakharchenko",
        "шевч": "Olena Shevchuk",
        "запишите к лору": "Ear, nose and throat",
        "кардиалог": "Cardiology",
        "гинекологу": "Gynaecology",
        "педиатор": "Children's medicine",
        "афтальмолог": "Eye care",
        "сімейний лікар": "Family medicine",
        "I need a neurologst": "Neurology",
    }
    assert {text: names(options, text)[:1] for text in meant} == {text: [name] for text, name in meant.items()}


async def test_polish_and_italian_speakers_find_whom_they_mean(options: Options) -> None:
    meant = {
        "Szewczuk": "Olena Shevchuk",
        "do Zacharczenko": "Viktoriia Zakharchenko",
        "hajdaj": "Roman Haidai",
        "do laryngologa": "Ear, nose and throat",
        "boli mnie gardło": "Ear, nose and throat",
        "okulista": "Eye care",
        "lekarz rodzinny": "Family medicine",
        "otorino": "Ear, nose and throat",
        "mal di gola": "Ear, nose and throat",
        "cardiologo": "Cardiology",
        "oculista": "Eye care",
        "medico di famiglia": "Family medicine",
    }
    assert {text: names(options, text)[:1] for text in meant} == {text: [name] for text, name in meant.items()}


async def test_everyday_speech_is_like_nobodys_name(options: Options) -> None:
    for text in EVERYDAY:
        assert names(options, text) == [], text


async def test_what_is_like_no_name_finds_nothing(options: Options) -> None:
    for text in ("", "🎂", "як здати кров", "дякую", "asdf", "12.05.1987", "і" * 4096):
        assert names(options, text) == [], text


FILE = Path(__file__).parents[1] / "cases" / "questions.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
ASKED = [case for case in CASES if case["entry"]]
TUNED = [case for case in ASKED if not case.get("held_out")]


def missed(options: Options, cases: list[dict[str, str]]) -> list[str]:
    """Those whose answer is not among the first three."""
    return [
        case["typed"]
        for case in cases
        if case["entry"] not in [getattr(one, "id", None) for one in search(options, faq(), case["typed"])[:3]]
    ]


async def test_people_find_the_answer_by_asking_as_they_do(options: Options) -> None:
    """Nearly as often in the questions that were written when the search was finished."""
    assert (len(TUNED), len(ASKED) - len(TUNED)) == (78, 40)
    assert missed(options, TUNED) == []
    held_out = [case for case in ASKED if case.get("held_out")]
    assert missed(options, held_out) == ["як готуватись до узд органів малого таза"]


async def test_small_talk_asks_for_nothing(options: Options) -> None:
    small = [case["typed"] for case in CASES if not case["entry"]]
    assert len(small) >= 30
    assert {text: search(options, faq(), text) for text in small if search(options, faq(), text)} == {}


async def test_a_doctor_a_specialty_and_an_answer_stand_side_by_side_the_best_first(options: Options) -> None:
    specialty, answer, *_ = search(options, faq(), "направлення до кардіолога")
    assert isinstance(specialty, Way)
    assert options.catalogue.specialties[specialty.specialty].id == "cardiology"
    assert getattr(answer, "id", "") == "referral"
    (doctor,) = search(options, faq(), "петренко")
    assert isinstance(doctor, Way)
    assert options.catalogue.doctors[doctor.doctor].id == "petrenko"


async def test_no_more_are_shown_than_a_screen_has_room_for(options: Options) -> None:
    assert len(search(options, faq(), "лікар")) == 6, "of nine"


async def test_a_clinic_that_answers_nothing_is_searched_all_the_same(options: Options, clinic: Clinic) -> None:
    mute = Faq(clinic.model_copy(update={"faq": ()}), NoVotes(), SystemClock())
    assert search(options, mute, "як здати кров") == []
    assert len(search(options, mute, "невролог")) == 1
