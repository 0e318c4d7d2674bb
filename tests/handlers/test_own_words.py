"""The clinic's own wording is said in its languages, ours in the others; it is filled in, and never markup."""

from collections.abc import Callable
from datetime import date

import pytest

from clinic.model import Clinic, Texts
from clinic.own_texts import OwnTexts
from handlers.screens import first_lines, meeting, note_replies
from handlers.screens.own_words import own_words
from locales.words import Words, words
from reminders.notes import Score

OWN = OwnTexts(
    greeting=Texts({"en": "Here is {clinic} <3"}),
    day_before=Texts({"en": "See you {when}"}),
    two_hours=Texts({"en": "Soon: {when}"}),
    rating=Texts({"en": "How was it on {when}?"}),
    thanks=Texts({"en": "Thanks a lot & see you"}),
)
AT = "Tue, 24 November, 14:30"
LINES = (first_lines.reminder, OWN.day_before), (first_lines.soon, OWN.two_hours), (first_lines.how_was, OWN.rating)


@pytest.fixture
def told(clinic: Clinic) -> Clinic:
    return clinic.model_copy(update={"texts": OWN})


@pytest.mark.parametrize(("line", "own"), LINES)
def test_a_notice_begins_in_their_words_with_the_name_before_where_there_are_several(
    line: Callable[[Words, str, str, Texts], str], own: Texts
) -> None:
    theirs = own["en"].replace("{when}", f"<b>{AT}</b>")
    assert line(words("en"), "", AT, own) == theirs
    assert line(words("en"), "Mia <3", AT, own) == f"Mia &lt;3: {theirs}"
    assert line(words("pl"), "", AT, own) == line(words("pl"), "", AT, Texts({})), (
        "in a language that they did not write, ours"
    )


def test_a_stranger_is_greeted_in_their_words_and_told_what_is_kept_in_ours(told: Clinic, clinic: Clinic) -> None:
    greeting, _ = meeting.greeting(words("en"), told, "en")
    assert greeting.text.startswith("Here is <b>Leleka Clinic</b> &lt;3\n\nWe keep your number")
    assert meeting.greeting(words("pl"), told, "pl") == meeting.greeting(words("pl"), clinic, "pl")


def test_whoever_rates_is_thanked_in_their_words_but_told_of_reception_in_ours(told: Clinic) -> None:
    thanked = note_replies.rated(words("en"), told, Score.GREAT, told=False, asks=False)
    assert thanked.text.startswith("Thanks a lot &amp; see you")
    frank = note_replies.rated(words("en"), told, Score.BAD, told=True, asks=True)
    assert "Thanks a lot" not in frank.text
    assert "reception has been told" in frank.text


def test_braces_that_are_none_of_ours_stay_and_nothing_is_filled_in_twice() -> None:
    texts = Texts({"en": "{when} {date} {when}"})
    assert own_words(words("en"), texts, when="{date}") == "<b>{date}</b> {date} <b>{date}</b>"
    assert own_words(words("en"), Texts({}), when=str(date(2026, 11, 24))) == ""
