"""The page that a language is read through on: everything that the bot can say stands on it, drawn as in a chat."""

import asyncio
import re
from html import unescape
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.screens import CONVERSATIONS, screens_page
from bot.settings import DEMO_CLINIC
from clinic.read import read_clinic
from locales.extract import said
from locales.words import NAMES, languages, words

RARELY, COUNTED = "Said rarely", "Counted"
MOST_RARELY = 12
TAG = re.compile(r"<[^>]+>")
PLACE = re.compile(r"\{.*?\}")
UP_TO = 100


@pytest.fixture(scope="module", params=languages())
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    return code


@pytest.fixture(scope="module")
def page(language: str) -> str:
    return asyncio.run(screens_page(read_clinic(DEMO_CLINIC), language))


def plain(html: str) -> str:
    return unescape(TAG.sub("", html.replace("<br>", "\n")))


def section(page: str, name: str) -> str:
    return page.split(f"<h2>{name}</h2>")[1].partition("<h2>")[0]


def pieces(text: str) -> list[str]:
    """What stands between the values."""
    return [piece for piece in PLACE.split(plain(text)) if piece.strip()]


def test_everything_that_can_be_said_stands_on_it(page: str, language: str) -> None:
    say, shown = words(language)._catalogue, plain(page)
    texts = [say.gettext(one.id) for one in said() if isinstance(one.id, str) and one.id]
    counted = [(one.id[0], one.id[1]) for one in said() if isinstance(one.id, tuple)]
    texts += [say.ngettext(one, many, n) for one, many in counted for n in range(1, UP_TO)]
    assert len(texts) > 200
    assert [text for text in texts if not all(piece in shown for piece in pieces(text))] == []


def test_nearly_all_of_it_on_a_screen(page: str) -> None:
    left = section(page, RARELY).count("<p>")
    assert left <= MOST_RARELY, plain(section(page, RARELY))


def test_screens_stand_by_conversation_with_their_buttons_and_keys(page: str, language: str) -> None:
    say = words(language).label
    for name in CONVERSATIONS:
        assert section(page, name).count('class="said"') >= 4, name
    assert f">{say('📱 I agree, share my number')}</span>" in section(page, "First meeting")
    assert f">{say('✅ Confirm')}</span>" in section(page, "Booking")
    assert "data:image/jpeg;base64," in section(page, "Booking"), "the doctor's photo"
    assert f">✓ {NAMES[language]}</span>" in section(page, "Menu, settings, help")


def test_it_needs_no_other_file(page: str) -> None:
    assert not re.search(r"(src|href)=\"(?!data:)|<script|url\(", page)


def test_it_speaks_one_language(page: str, language: str) -> None:
    shown = plain(page)
    for text in (
        "What would you like to do?",
        "This time has just been taken.",
        "Is everything right? Then press Confirm.",
    ):
        assert [code for code in languages() if words(code)(text) in shown] == [language], text


def test_the_command_writes_the_page_and_touches_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["screens", "pl", "screens.html"]) == 0
    assert "screens.html is written" in capsys.readouterr().out
    assert "Polski" in (tmp_path / "screens.html").read_text("utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["screens.html"]


def test_a_language_that_there_is_not_is_told_with_those_that_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screens", "xx", str(tmp_path / "screens.html")]) == 1
    assert capsys.readouterr().err.strip() == '"xx" is no language of this program; choose from: en, it, pl, ru, uk'
