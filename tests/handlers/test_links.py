"""The button for the clinic's site: plain HTML that a page may hold, whatever the clinic's people are called."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from handlers.screens.admin import links
from handlers.screens.admin.links import snippet
from locales.words import languages, words
from reception.destinations import address

LINK = address("leleka_clinic_bot", "doctor_7")
NAME = 'O\'Neill & Sons <i>"Heart"</i>'
MESSAGE, CAPTION = 4096, 1024


class Site(HTMLParser):
    """What a browser makes of it."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(code)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_name_is_no_html_on_the_site_nor_in_the_message() -> None:
    say, name = words("en"), {"en": NAME}
    site = Site(snippet(say, LINK, "doctor_7", name))
    assert (site.tags, site.text) == (["a"], f"📅 Book a visit in Telegram: {NAME}")
    screen = links.taken(say, say, LINK, "doctor_7", name)
    assert set(re.findall(r"<(\w+)", screen.text)) == {"b", "code", "pre"}
    (shown,) = re.findall(r"<pre><code class=\"language-html\">(.*)</code></pre>", screen.text, re.DOTALL)
    assert unescape(shown) == snippet(say, LINK, "doctor_7", name)
    assert "<i>" not in links.code(say, LINK, "doctor_7", name, b"").caption


@pytest.mark.parametrize("language", languages())
def test_it_asks_no_server_but_telegrams_and_says_its_language(language: str) -> None:
    code = snippet(words(language), LINK, "", {})
    site = Site(code)
    assert (site.attributes["href"], site.attributes["lang"]) == (LINK, language)
    assert re.findall(r"\w+://[\w.]+", code) == ["https://t.me"]
    assert not re.search(r"script|url\(|\bon\w+=|import", code)


@pytest.mark.parametrize("payload", ["", "src_poster", "branch_1", "specialty_1", "doctor_7"])
def test_only_what_the_page_shows_at_once_is_named(payload: str) -> None:
    named = "Heart" in Site(snippet(words("en"), LINK, payload, {"en": "Heart"})).text
    assert named == (payload in {"branch_1", "specialty_1", "doctor_7"})


@pytest.mark.parametrize("language", languages())
def test_the_longest_name_fits(language: str) -> None:
    say, name, link = words(language), {"": "<" * 100}, address("b" * 32, "doctor_" + "9" * 9)
    assert len(re.sub(r"<[^>]+>", "", links.taken(say, say, link, "doctor_7", name).text)) <= MESSAGE
    assert len(unescape(links.code(say, link, "doctor_7", name, b"").caption)) <= CAPTION
