"""Names as they stand in a phone book of each language."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.sorting import in_order
from locales.words import languages

PHONE_BOOKS = {
    "uk": "Гончар|Горбенко|Ґава|Ґудзь|Дяченко|Ейсмонт|Єрмак|Єфименко|Жук|Зуб|Иваненко|Іваненко|Їжакевич|Йовенко|Коваль",
    "ru": "Ёжиков|Ежов|Ёлкин|Емельянов|Жуков|Иванов|Йорданов|Ковалев|Ковалёв|Ковалевский|Щукин|Эткинд|Юрьев|Яшин",
    "pl": "Bandura|Bańka|Czarnecki|Ćwik|Dawid|Dąbrowski|Dec|Lis|Łabędź|Mazur|Ożóg|Ósmak|Sowa|Śliwa|Zając|Źrebiec|Żak",
    "it": "Abate|Àbato|Cerò|Cerri|D'Amico|Damilano|De Marco|De Santis|Della Valle|Demaria|Nicolò|Nicolosi|Zanè|Zaniolo",
    "en": "Adams|Brontë|Brooks|García|Garland|McDonald|Nuñez|O'Brien|Obst|Smith|Smith-Jones|Smithers|Young",
}


@pytest.mark.parametrize("language", PHONE_BOOKS)
def test_surnames_stand_in_the_order_of_their_alphabet(language: str) -> None:
    book = PHONE_BOOKS[language].split("|")
    for shuffled in (book[::-1], book[::2] + book[1::2], sorted(book), sorted(book, key=str.casefold, reverse=True)):
        assert in_order(shuffled, language, str) == book


def test_every_language_has_its_phone_book_here() -> None:
    assert PHONE_BOOKS.keys() == set(languages())


def test_a_name_of_another_script_comes_last() -> None:
    assert in_order(["Żak", "Шевчук", "Adamska"], "pl", str) == ["Adamska", "Żak", "Шевчук"]
    assert in_order(["Smith", "Яценко", "Адамчук"], "uk", str) == ["Адамчук", "Яценко", "Smith"]


def test_a_letter_of_two_code_points_is_the_same_letter() -> None:
    assert in_order(["Йовенко", "И\u0306жак", "Ивасюк"], "uk", str) == ["Ивасюк", "И\u0306жак", "Йовенко"]


def test_capitals_and_apostrophes_do_not_count() -> None:
    assert in_order(["д’яченко", "Дяк", "ДЯЧУК"], "uk", str) == ["Дяк", "д’яченко", "ДЯЧУК"]


def test_things_go_by_their_names() -> None:
    assert in_order([1, 2, 3], "uk", {1: "Яна", 2: "Ґалаґан", 3: "Гай"}.__getitem__) == [3, 2, 1]


@given(st.lists(st.text(max_size=12)), st.sampled_from(languages()))
def test_nobody_is_lost_and_none_comes_twice(names: list[str], language: str) -> None:
    assert sorted(in_order(names, language, str)) == sorted(names)


@given(st.lists(st.text("аґієїйżź'- Aąb", max_size=4), max_size=4, unique=True), st.sampled_from(languages()))
def test_the_order_does_not_depend_on_how_they_came(names: list[str], language: str) -> None:
    assert len({tuple(in_order(shuffled, language, str)) for shuffled in permutations(names)}) == 1
