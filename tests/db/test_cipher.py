"""Personal data at rest."""

import pytest

from db.cipher import Cipher, InvalidToken, new_key

OLD, NEW = new_key(), new_key()


def test_what_is_sealed_shows_nothing_and_opens_again() -> None:
    secret = Cipher([OLD]).encrypt("Ковальчук Олена")
    assert "Ковальчук".encode() not in secret
    assert Cipher([OLD]).decrypt(secret) == "Ковальчук Олена"


@pytest.mark.parametrize("text", ["", "\x00", "\u202eright to left", "half an emoji \ud83d", "👩‍⚕️"])
def test_odd_texts_come_back_as_they_were(text: str) -> None:
    assert Cipher([OLD]).decrypt(Cipher([OLD]).encrypt(text)) == text


def test_after_a_rotation_old_and_new_both_open() -> None:
    before = Cipher([OLD]).encrypt("before")
    after = Cipher([NEW, OLD]).encrypt("after")
    assert Cipher([NEW, OLD]).decrypt(before) == "before"
    assert Cipher([NEW]).decrypt(after) == "after"


def test_another_key_opens_nothing() -> None:
    with pytest.raises(InvalidToken):
        Cipher([NEW]).decrypt(Cipher([OLD]).encrypt("Olena"))


def test_a_rotation_keeps_the_lookups() -> None:
    assert Cipher([NEW, OLD]).lookup("phone", "+380501234567") == Cipher([OLD]).lookup("phone", "+380501234567")


def test_any_of_the_keys_may_be_the_one_that_finds() -> None:
    alone = [Cipher([key]).lookup("phone", "+380501234567") for key in (NEW, OLD)]
    assert [cipher.lookup("phone", "+380501234567") for cipher in Cipher([NEW, OLD]).finders()] == alone


def test_what_is_renewed_needs_the_newest_key_only() -> None:
    renewed = Cipher([NEW, OLD]).renewed(Cipher([OLD]).encrypt("Olena"))
    assert Cipher([NEW]).decrypt(renewed) == "Olena"
    assert Cipher([NEW, OLD]).renewed(renewed) == renewed
    with pytest.raises(InvalidToken):
        Cipher([NEW]).renewed(Cipher([OLD]).encrypt("Olena"))


def test_equal_texts_of_two_kinds_have_nothing_in_common() -> None:
    cipher = Cipher([OLD])
    assert cipher.lookup("phone", "1") != cipher.lookup("name", "1")
    assert cipher.lookup("phone", "1") != Cipher([NEW]).lookup("phone", "1")


@pytest.mark.parametrize("text", ["", "short", "ключ", "A" * 44])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Cipher([text])
