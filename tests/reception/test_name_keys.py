"""The same person found again: Ukrainian in our card, Russian in the CRM, Latin in the passport."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.names import name_key, same_name

ONE_NAME = """
Олена Елена Olena Elena Yelena ОЛЕНА
Сергій Сергей Serhii Sergey Sergei Serhiy Sergiy
Наталія Наталья Nataliia Natalia Nataliya Natalya Natalja
Юлія Юлия Yuliia Julia Iuliia Yulia Yuliya
Андрій Андрей Andrii Andrey Andriy Andrij
Олексій Алексей Oleksii Alexey Aleksei Oleksiy
Олександр Александр Oleksandr Alexander Aleksandr
Дмитро Дмитрий Dmytro Dmitry Dmitriy Dmitrii
Марія Мария Maria Mariia Mariya Marija
Микола Николай Mykola Nikolai Nikolay
Юрій Юрий Yurii Yuriy Iurii Jurij
Євген Евгений Yevhen Evgeniy Evgeny
Ілля Илья Illia Ilya Ilia
Людмила Liudmyla Ludmila Lyudmila
В'ячеслав В’ячеслав Вячеслав Viacheslav Vyacheslav
Дар'я Дарья Daria Darya
Ксенія Ксения Kseniia Xenia
Оксана Oksana Oxana
Ігор Игорь Ihor Igor
Ольга Olha Olga
Софія София Sofiia Sophia
Єгор Егор Yehor Egor
Вікторія Виктория Viktoriia Victoria
Жанна Zhanna
Щербак Shcherbak Scherbak Szczerbak
Шевченко Shevchenko Szewczenko
Гончаренко Honcharenko Goncharenko
Хоменко Khomenko Homenko
Згурський Згурский Zghurskyi Zgurskiy
Цимбалюк Tsymbaliuk Cymbaliuk
Зеленський Зеленский Zelenskyi Zelensky
Зеленська Зеленская Zelenska Zelenskaya
Ковальов Ковалёв Ковалев Kovalov Kovalev
Сергієнко Сергиенко Serhiienko Sergienko
Нечуй-Левицький Нечуй-Левицкий Nechui-Levytskyi
Іванівна Ивановна Ivanivna Ivanovna
Сергіївна Сергеевна Serhiivna Sergeevna
Ігорович Игоревич Ihorovych Igorevich
Олексійович Алексеевич Oleksiiovych Alekseevich
"""
NAMES = [line.split() for line in ONE_NAME.strip().splitlines()]
OTHERS = """
Олег Марина Іван Іванна Петренко Петриченко Ковальчук Ковальчик Коваль Аліна Алла Анна Ганна Яна Інна Ніна Валерій
Валерія Віталій Віталія Василь Василина Іванович Петрівна Петрович Мая Раїса Роман Романа Орест Остап Ксаверій Шуба
Щур Шур Жук Гук Чуб Цуп Бойко Бойчук Мельник Мельничук Мельниченко Ткач Ткачук Ткаченко Кравець Кравченко Кравчук
"""


@pytest.mark.parametrize("spellings", NAMES, ids=[name[0] for name in NAMES])
def test_one_name_has_one_key_in_every_spelling(spellings: list[str]) -> None:
    assert {name_key(spelling) for spelling in spellings} == {name_key(spellings[0])}


def test_different_names_keep_different_keys() -> None:
    names = [name[0] for name in NAMES] + OTHERS.split()
    assert [pair for pair in combinations(names, 2) if same_name(*pair)] == []


def test_a_full_name_is_the_same_word_by_word() -> None:
    assert same_name("Петренко Олена Іванівна", "PETRENKO  Elena Ivanovna")
    assert not same_name("Петренко Олена Іванівна", "Петренко Олена Петрівна")
    assert not same_name("Петренко Олена", "Олена Петренко")


def test_nobody_is_not_the_same_as_nobody() -> None:
    assert not same_name("", "")
    assert not same_name("-", "🎂")


@given(st.text(max_size=80), st.sampled_from(["upper", "lower", "title"]))
def test_no_text_breaks_it_and_letter_case_says_nothing(text: str, case: str) -> None:
    name_key(text)
    assert name_key(getattr("Олена O'Neil Щур", case)()) == name_key("Олена O'Neil Щур")
