"""The screens of the information, made of a clinic that tells much, little or nothing of itself."""

import pytest
from aiogram.filters.callback_data import CallbackData

from clinic.contents import Category, Entry, Gift
from clinic.model import Clinic, Texts
from handlers.information_taps import Look, Of
from handlers.screen import Screen
from handlers.screens import faq, information
from handlers.taps import Go, To
from locales.words import languages, words

LONG = Texts({"en": "<&" * 1000})


def taps(screen: Screen) -> list[CallbackData | str | None]:
    return [button.tap for row in screen.rows for button in row]


def test_only_what_there_is_is_offered(clinic: Clinic) -> None:
    full = taps(information.about(words("en"), clinic))
    bare = clinic.model_copy(update={"faq": (), "free": (), "links": (), "advantages": {}})
    assert taps(information.about(words("en"), bare)) == [
        *(Look(of=of) for of in (Of.BRANCHES, Of.SPECIALTIES, Of.SERVICES)),
        Go(to=To.MENU),
    ]
    assert {str(tap) for tap in full} > {str(tap) for tap in taps(information.about(words("en"), bare))}


@pytest.mark.parametrize("language", languages())
def test_the_longest_texts_of_a_file_fit_into_a_message(language: str, clinic: Clinic) -> None:
    """As Telegram counts them: a sign of HTML is one character."""
    say = words(language)
    entry = Entry(id="long", question=Texts({"en": "?" * 100}), answer=LONG)
    category = Category(id="much", name=Texts({"en": "x" * 60}), entries=(entry,) * 100)
    gift = Gift(id="gift", name=Texts({"en": "x" * 60}), what=LONG, how=LONG)
    told = clinic.model_copy(update={"advantages": LONG, "links": clinic.links * 30})
    screens = [
        faq.answer(say, entry, category),
        faq.counted(say, clinic, entry, category, helpful=False),
        faq.category(say, category),
        information.gift(say, gift),
        information.clinic_page(say, told),
    ]
    for screen in screens:
        assert len(screen.text.replace("&lt;", "<").replace("&amp;", "&")) <= 4096
        assert len(screen.rows) <= 16


def test_a_long_list_is_turned_over_to_its_end() -> None:
    entries = tuple(Entry(id=f"e{at}", question=Texts({"en": str(at)}), answer=LONG) for at in range(30))
    category, seen, page = Category(id="much", name=LONG, entries=entries), list[str](), 0
    while True:
        screen = faq.category(words("en"), category, page)
        seen += [button.text for row in screen.rows for button in row if button.text.isdigit()]
        if Look(of=Of.CATEGORY, number=category.number, page=page + 1) not in taps(screen):
            break
        page += 1
    assert seen == [str(at) for at in range(30)]
