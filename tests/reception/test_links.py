"""Links to the bot: what they are counted as, and their QR codes, read back as a phone's camera would."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from reception.admin.qr import DOTS, QUIET, qr_code
from reception.destinations import LONGEST_SOURCE, address, counted_as, source

LINK = address("leleka_clinic_bot", "specialty_12")
WHITE, BLACK = 255, 0
PRINTED = 10 / 2.54  # inches across, at the least


def drawn(link: str) -> Image.Image:
    return Image.open(BytesIO(qr_code(link))).convert("L")


def read(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_the_bot_alone_and_with_what_it_should_show() -> None:
    assert address("leleka_bot") == "https://t.me/leleka_bot"
    assert address("leleka_bot", "doctor_7") == "https://t.me/leleka_bot?start=doctor_7"


@pytest.mark.parametrize("link", [LINK, address("leleka_bot"), address("b" * 32, "a" * 64)])
def test_a_code_is_read_back_as_its_link(link: str) -> None:
    assert read(drawn(link)) == [link]


def test_a_code_is_large_enough_for_a_poster() -> None:
    picture = Image.open(BytesIO(qr_code(LINK)))
    assert picture.width == picture.height
    assert picture.width / picture.info["dpi"][0] >= PRINTED


def test_nothing_stands_close_to_a_code() -> None:
    picture, blank = drawn(LINK), QUIET * DOTS
    inside = picture.point(lambda dot: WHITE - dot).getbbox()
    assert inside == (blank, blank, picture.width - blank, picture.height - blank)


def test_a_code_with_a_hole_in_its_middle_is_read_all_the_same() -> None:
    picture = drawn(LINK)
    middle, torn = picture.width // 2, 5 * DOTS
    ImageDraw.Draw(picture).rectangle((middle - torn, middle - torn, middle + torn, middle + torn), fill=WHITE)
    assert read(picture) == [LINK]


@pytest.mark.parametrize("word", ["poster", "leaflet-2", "Main_Street", "src_poster", "admin_", "w" * LONGEST_SOURCE])
def test_a_word_is_counted_as_it_was_typed(word: str) -> None:
    assert source(counted_as(word)) == word.removeprefix("src_")


@pytest.mark.parametrize("word", ["", "src_", "плакат", "two words", "a&b", "<b>", "poster\n", "w" * 61])
def test_what_telegram_would_not_carry_is_no_word(word: str) -> None:
    assert counted_as(word) == ""
