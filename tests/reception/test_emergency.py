"""Rather once too often than once too seldom, but not for a surname or a blood test."""

import pytest

from reception.emergency import is_emergency

DANGER = (
    "У мене сильний біль у грудях",
    "Мама НЕ ДИХАЄ!!!",
    "дитина знепритомніла",
    "втратила свідомість",
    "не могу дышать",
    "болит сильно в груди",
    "Кажется, у деда инсульт",
    "хочу умереть",
    "I can’t breathe",
    "my father has chest pain",
    "He is unconscious",
    "silny ból w klatce piersiowej",
    "mąż stracił przytomność",
    "mia madre non respira",
    "un forte dolore al petto",
)
NO_DANGER = (
    "Петренко",
    "Ударов Сергій",
    "як здати кров?",
    "запишіть до невролога якнайшвидше",
    "12.05.1987",
    "Can I come at five?",
    "Kiedy jest wolny termin?",
    "Vorrei un appuntamento",
    "",
)


@pytest.mark.parametrize("text", DANGER)
def test_a_life_in_danger_is_heard(text: str) -> None:
    assert is_emergency(text)


@pytest.mark.parametrize("text", NO_DANGER)
def test_everyday_words_raise_no_alarm(text: str) -> None:
    assert not is_emergency(text)


def test_an_apostrophe_or_a_blank_of_another_kind_hides_nothing() -> None:
    assert is_emergency("i can\u2019t\u00a0breathe")
    assert is_emergency("СТІКАЄ КРОВ\u02bcЮ")
