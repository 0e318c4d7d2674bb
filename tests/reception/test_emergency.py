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
    "Серце болить",
    "болить серце вже годину",
    "тисне в грудях",
    "Болить грудна клітка",
    "у бабусі стискає груди, що робити",
    "Він перестав дихати",
    "зупинка серця",
    "Дитина посиніла!!",
    "посиніли губи",
    "ЙОМУ ПЕРЕКОСИЛО ОБЛИЧЧЯ",
    "сердце болит",
    "давит в груди",
    "она перестала дышать",
    "остановка сердца",
    "ребёнок посинел",
    "ребенок наглотался таблеток",
    "в груди\nжжёт и давит",
    "my heart hurts",
    "Her heart stopped",
    "There's a tightness in my chest",
    "he stopped breathing",
    "the baby has turned blue",
    "boli mnie serce",
    "ucisk w klatce piersiowej",
    "przestał oddychać",
    "nie moge oddychac",
    "zatrzymanie krążenia",
    "dziecko zsiniało",
    "mi fa male il cuore",
    "ha smesso di respirare",
    "arresto cardiaco",
    "il bambino è diventato blu",
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
    "болить нога, можна на 5 грудня?",
    "Болит спина, а грудничков принимаете?",
    "Хочу перевірити серце",
    "Дякую від щирого серця",
    "Який у мене був тиск?",
    "перестав боліти зуб",
    "Де у вас зупинка автобуса?",
    "посинів ніготь на нозі",
    "як записати дитину до педіатра",
    "сердечно благодарю",
    "Сердюк Остап",
    "Синій вхід чи з двору?",
    "My knee hurts",
    "The blue house, isn't it?",
    "I love you with all my heart",
    "Serdecznie dziękuję",
    "boli mnie kolano",
    "mi fa male il ginocchio",
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
