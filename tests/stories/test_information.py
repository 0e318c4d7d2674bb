"""Where, when, who, how much, and what people ask: by keys and by typing, also before anybody is registered."""

from datetime import date

from sqlalchemy import select

from clinic.contents import number_of
from db.tables import faq_votes
from handlers.information_taps import Helpful, Look, Of
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import ASKS_SURNAME, ONE_STEP_LEFT, guest, shares
from tests.stories.visitors import OUTDATED, TIME, daniel, olena

CHOOSE = "<b>Questions and answers</b>\n\nChoose below, or just type your question."
HELPFUL = "<i>Was this helpful?</i>"
FOUND = "Is this what you are looking for?"


async def votes(desk: StoryDesk) -> list[tuple[str, date, bool, int]]:
    rows = await desk.database.rows(select(faq_votes))
    return sorted((row.entry, row.on, row.helpful, row.votes) for row in rows)


async def test_a_stranger_reads_where_and_when_who_and_how_much(desk: StoryDesk) -> None:
    """On a Monday at nine, before anything was asked of them."""
    visitor = guest(desk)
    await visitor.person.types("/start")
    await visitor.person.sees_button("📍 Addresses, prices, questions")
    await visitor.person.types("/about")
    about = await visitor.person.sees("Reception: +380 48 700 00 00")
    assert "Mon–Fri: 08:00–20:00\nSat: 09:00–15:00" in about.text
    await visitor.taps("📍 Branches", "<b>Our branches</b>")
    assert "28 Zhukovskoho Street\n🟢 Open now, until 20:00" in visitor.person.last.text
    await visitor.person.taps("City centre")
    await visitor.person.sees("Phone: +380 48 700 00 01")
    await visitor.taps("🗺 Route")
    await visitor.desk.telegram.until(lambda: visitor.person.last.venue)
    await visitor.forges(Look(of=Of.SPECIALTIES).pack())
    await visitor.reads("<b>Our doctors</b>\n\nWhich ones?")
    await visitor.person.taps("Neurology")
    await visitor.person.taps("Vasyl Petrenko")
    await visitor.person.sees("Neurologist for 35 years")
    assert visitor.labels == ["📅 Book a visit", "⬅️ Back", "🏠 Main menu"]
    await visitor.forges(Look(of=Of.SERVICES).pack())
    await visitor.reads("<b>Prices</b>\n\nOf which doctors?")
    await visitor.person.taps("Neurology")
    prices = await visitor.person.sees("Neurologist's visit, 45 min: 900 UAH")
    assert "These are the lowest prices." in prices.text, "one of the two takes 950"


async def test_from_a_doctor_s_card_the_way_leads_to_their_times(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.person.taps("📍 Addresses, prices, questions")
    await visitor.taps("🩺 Doctors", "<b>Our doctors</b>\n\nWhich ones?")
    await visitor.person.taps("Ear, nose and throat")
    await visitor.person.taps("Sofiia Marchenko")
    await visitor.person.sees("gentle hands")
    await visitor.taps("📅 Book a visit", "Which branch is handy for you?")
    await visitor.person.taps("City centre")
    await visitor.person.taps("Ear, nose and throat visit")
    await visitor.reads(TIME, doctor="Sofiia Marchenko")


async def test_an_answer_is_found_by_category_and_thanked_for(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.person.types("/faq")
    await visitor.reads(CHOOSE)
    await visitor.person.taps("Аналізи та обстеження")
    await visitor.person.taps("Як здати кров?")
    answer = await visitor.reads(HELPFUL)
    assert "Прийдіть натще" in answer.text
    await visitor.taps("👍 Yes", "Glad it helped! 💚")
    assert visitor.labels == ["⬅️ Назад", "🏠 Головне меню"], "a vote is given once"
    assert await votes(desk) == [("blood-test", date(2026, 11, 23), True, 1)]


async def test_an_answer_is_found_by_typing_and_one_that_does_not_help_names_reception(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.person.types("як здати крав натщесерце")
    await visitor.reads(FOUND)
    await visitor.person.taps("❓ Як здати кров?")
    await visitor.reads(HELPFUL)
    await visitor.taps("👎 No", "Thank you for telling me. Reception will know more.")
    assert "+380 48 700 00 00" in visitor.person.last.text
    assert await votes(desk) == [("blood-test", date(2026, 11, 23), False, 1)]


async def test_a_stranger_finds_an_answer_in_english_with_a_typo(desk: StoryDesk) -> None:
    visitor = guest(desk)
    await visitor.person.types("where can i prak my car, is there parkng")
    await visitor.reads(FOUND)
    await visitor.person.taps("❓ Is there parking?")
    await visitor.person.sees("free parking by the entrance")


async def test_a_question_typed_in_the_middle_of_a_registration_is_no_surname(desk: StoryDesk) -> None:
    visitor = guest(desk, "uk")
    await shares(visitor)
    await visitor.reads(ASKS_SURNAME)
    await visitor.person.types("/faq")
    await visitor.reads(CHOOSE)
    await visitor.person.types("парковка є?")
    await visitor.person.taps("❓ Чи є у вас парковка?")
    await visitor.reads(HELPFUL)
    await visitor.taps("🏠 Main menu", ONE_STEP_LEFT)
    await visitor.taps("▶️ Go on with registration", ASKS_SURNAME)


async def test_what_is_free_comes_with_how_to_get_it(desk: StoryDesk) -> None:
    visitor = await olena(desk)
    await visitor.person.taps("🎁 Безкоштовні послуги")
    await visitor.person.taps("Лікар за декларацією")
    gift = await visitor.person.sees("Як отримати")
    assert "податковий номер" in gift.text
    await visitor.person.taps("⬅️ Назад")
    await visitor.person.taps("Травмпункт")
    await visitor.person.sees("цілодобово")


async def test_a_button_of_what_the_file_no_longer_has_says_so(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    gone = number_of("an-entry-that-was-taken-out")
    taps = [Look(of=of, number=gone) for of in (Of.ENTRY, Of.CATEGORY, Of.GIFT, Of.BRANCH, Of.PIN, Of.DOCTOR)]
    taps += [Look(of=of, number=gone) for of in (Of.SPECIALTY, Of.PRICES)]
    for tap in (*taps, Helpful(entry=gone, yes=True)):
        await visitor.finds_an_old(tap.pack(), OUTDATED)
    assert await votes(desk) == []
