"""Names as typed, as they are kept, and what is kindly asked again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.names import FullName, NameDoubt, read_name, tidy_name

OLENA = FullName("Петренко", "Олена", "Іванівна")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  петренко ", "Петренко"),
        ("ПЕТРЕНКО", "Петренко"),
        ("пЕТРЕНКО", "Петренко"),
        ("нечуй-левицький", "Нечуй-Левицький"),
        ("Нечуй – левицький", "Нечуй-Левицький"),
        ("мар’яна", "Мар'яна"),
        ('Мар"яна', "Мар'яна"),
        ("МАР*ЯНА", "Мар'яна"),
        ("п`ятаченко", "П'ятаченко"),
        ("д'яченко", "Д'яченко"),
        ("д'артаньян", "Д'Артаньян"),
        ("o'neil", "O'Neil"),
        ("O’NEIL", "O'Neil"),
        ("McDonald", "McDonald"),
        ("d'Artagnan", "d'Artagnan"),
        ("анна  марія", "Анна Марія"),
        ("van der berg", "van der Berg"),
        ("de santis", "De Santis"),
        ("DE SANTIS", "De Santis"),
        ("de Santis", "de Santis"),
        ("della valle", "Della Valle"),
        ("de la cruz", "de la Cruz"),
        ("алі огли", "Алі огли"),
        ("Алі-огли", "Алі-огли"),
        ("ван", "Ван"),
        ("є", "Є"),
        ("О.", "О"),
        ("«Олена»,", "Олена"),
        ("\u200fОлена\u200b\ufeff", "Олена"),
        ("მარიამი", "მარიამი"),
    ],
)
def test_a_name_is_kept_as_a_document_would_write_it(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


@pytest.mark.parametrize(
    ("doubt", "texts"),
    [
        (NameDoubt.EMPTY, "|  |-|'|..."),
        (NameDoubt.TOO_LONG, "о" * 61),
        (NameDoubt.COMMAND, "/start|/скасувати"),
        (NameDoubt.LINK, "https://example.com|www.example|@olena|t.me/olena|olena.com"),
        (NameDoubt.DIGITS, "Олена2|12.05.1987|+380501234567|Олена ２"),
        (NameDoubt.SYMBOLS, "🎂|Олена 🎂|Петренко (Коваль)|<b>|Олена & Іван|\x00"),
        (NameDoubt.TOO_MANY_WORDS, "я хочу записатися до лікаря"),
    ],
)
def test_what_is_no_name_is_refused_with_a_reason(doubt: NameDoubt, texts: str) -> None:
    for text in texts.split("|"):
        assert tidy_name(text) is doubt, text
        assert read_name(text) is doubt, text


@given(st.text(max_size=80) | st.text("оЛєн'’- van", max_size=40))
def test_no_text_breaks_it_and_a_tidy_name_stays_as_it_is(text: str) -> None:
    read_name(text)
    tidy = tidy_name(text)
    assert isinstance(tidy, NameDoubt) or (tidy and tidy_name(tidy) == tidy)


@pytest.mark.parametrize(
    "text",
    ["Петренко Олена Іванівна", "петренко олена іванівна", "Олена Іванівна Петренко", "Петренко, Олена Іванівна."],
)
def test_a_full_name_in_one_message_is_taken_apart(text: str) -> None:
    assert read_name(text) == OLENA


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Петренко", FullName("Петренко")),
        ("Іванович", FullName("Іванович")),
        ("петренко олена", FullName("Петренко", "Олена")),
        ("Olena Petrenko", FullName("Olena", "Petrenko")),
        ("Олена Іванівна", FullName(None, "Олена", "Іванівна")),
        ("Абрамович Роман", FullName("Абрамович", "Роман")),
        ("Олена Мацкевич", FullName("Олена", "Мацкевич")),
        ("Петренко О. І.", FullName("Петренко", "О", "І")),
    ],
)
def test_surname_comes_first_and_what_is_missing_is_left_open(text: str, name: FullName) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Юлія Сергіївна Коваль", FullName("Коваль", "Юлія", "Сергіївна")),
        ("Анна Сергеевна Коваль", FullName("Коваль", "Анна", "Сергеевна")),
        ("Ольга Ильинична Бойко", FullName("Бойко", "Ольга", "Ильинична")),
        ("Ілля Ілліч Бойко", FullName("Бойко", "Ілля", "Ілліч")),
        ("Сергій Андрійович Бойко", FullName("Бойко", "Сергій", "Андрійович")),
        ("Игорь Юрьевич Бойко", FullName("Бойко", "Игорь", "Юрьевич")),
        ("Serhii Andriiovych Boiko", FullName("Boiko", "Serhii", "Andriiovych")),
        ("Olena Ivanivna Petrenko", FullName("Petrenko", "Olena", "Ivanivna")),
        ("Іван Олегович Петрович", FullName("Петрович", "Іван", "Олегович")),
        ("Петрович Іван Олегович", FullName("Петрович", "Іван", "Олегович")),
        ("Расім Алі огли Мамедов", FullName("Мамедов", "Расім", "Алі огли")),
        ("алієва лейла гасан кизи", FullName("Алієва", "Лейла", "Гасан кизи")),
    ],
)
def test_the_patronymic_shows_the_order(text: str, name: FullName) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("van der berg maria", FullName("van der Berg", "Maria")),
        ("Ludwig van Beethoven", FullName("van Beethoven", "Ludwig")),
        ("maria de santis", FullName("De Santis", "Maria")),
        ("degli esposti anna", FullName("Degli Esposti", "Anna")),
        ("Ахмад ибн Юсуф", FullName("ибн Юсуф", "Ахмад")),
        ("Petrenko Anna Maria", FullName("Petrenko", "Anna Maria")),
        ("Ким Чен Ир", FullName("Ким", "Чен", "Ир")),
        ("Лі Ван", FullName("Лі", "Ван")),
    ],
)
def test_particles_and_names_of_other_peoples_hold_together(text: str, name: FullName) -> None:
    assert read_name(text) == name


def test_a_sentence_is_not_a_full_name() -> None:
    assert read_name("мене звати Олена Іванівна") is NameDoubt.TOO_MANY_WORDS
