"""Admins keep the clinic's face true: what they publish everybody meets at once, and nobody overwrites anybody."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.databases import take_in
from tests.stories.admins import MARTA, PETRO, PREVIEW, PUBLISHED, admin, answers
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import guest
from tests.stories.visitors import Visitor, olena

FOUND = "Is this what you are looking for?"
UNKNOWN = "I'm not sure I understood. Please choose below, or call reception: {phone}"
INSOLES = (
    ("Чи можна зробити устілки?", "Can I have insoles made?"),
    ("Так, ортопед знімає зліпок за один візит.", "Yes, the orthopaedist takes a cast in one visit."),
)
PROUD = ("⭐️ About the clinic", "✏️ What we are proud of")


@pytest.fixture
def admin_ids() -> Sequence[int]:
    return MARTA, PETRO


async def adds_an_answer(marta: Visitor, category: str) -> None:
    """As far as the preview."""
    await answers(marta, "❓ Questions and answers", category, "❓ Questions", "➕ Add")
    for in_ukrainian, in_english in INSOLES:
        await marta.person.types(in_ukrainian)
        await marta.person.types(in_english)
        await marta.taps("⏭ Skip the other languages")


async def test_an_answer_is_published_and_found_with_a_typo_at_once(desk: StoryDesk) -> None:
    patient, marta = await olena(desk), await admin(desk, MARTA)
    await patient.person.types("устлки?")
    await patient.reads(UNKNOWN)
    await answers(marta, "❓ Questions and answers", "Tests and examinations", "❓ Questions", "➕ Add")
    await marta.person.types("Чи можна зробити устілки?")
    await marta.person.types("Can I have insoles made?")
    await marta.person.taps("⏭ Skip the other languages")
    await marta.person.types("Так, ортопед знімає зліпок за один візит.")
    await marta.person.taps("⏭ Skip the other languages")
    preview = await marta.reads(PREVIEW)
    assert "Can I have insoles made?" in preview.text
    assert "Так, ортопед знімає зліпок" in preview.text
    publish = await marta.person.sees_button("✅ Publish")
    await marta.person.taps("✅ Publish")
    await marta.person.sees(PUBLISHED)
    await marta.person.taps("⚙️ Admin menu")
    await marta.person.sees_button("❓ Questions and answers")
    await marta.forges(publish.data or "")
    await marta.person.sees(PUBLISHED)  # the answer was lost, and the tap came again
    desk.clock.goes_on(timedelta(minutes=1))
    await marta.forges(publish.data or "")
    await marta.person.sees("This has changed meanwhile.")
    await patient.person.types("устлки?")
    await patient.reads(FOUND)
    await patient.person.taps("❓ Чи можна зробити устілки?")
    await patient.person.sees("ортопед знімає зліпок за один візит")


async def test_two_admins_at_one_place_see_both_and_at_two_places_both_stand(desk: StoryDesk) -> None:
    marta, petro, stranger = await admin(desk, MARTA), await admin(desk, PETRO), guest(desk, "en")
    for one, words in ((marta, "Тихо і затишно"), (petro, "Поруч парк")):
        await answers(one, *PROUD)
        await one.person.types(words)
        await one.person.taps("⏭ Skip the other languages")
        await one.reads(PREVIEW)
    await petro.person.taps("✅ Publish")
    await petro.person.sees(PUBLISHED)
    impatient = await marta.person.sees_button("✅ Publish")
    await marta.person.taps("✅ Publish")
    both = await marta.person.sees("Another admin has changed this meanwhile. Now it says:")
    theirs, yours = both.text.split("And this would be yours:")
    assert ("Поруч парк" in theirs, "Тихо і затишно" in yours) == (True, True)
    await marta.person.forges(impatient.data or "")
    await desk.telegram.until(lambda: not marta.person.waiting)
    assert "Поруч парк" in desk.program.desk.clinic.advantages["uk"], "a second tap was made before both were shown"
    await answers(petro, "💬 Texts", "✏️ Greeting")
    await petro.person.types("Вітаємо, {clinic} <поруч>.")
    await petro.person.types("Good day, {clinic} is <here> for you.")
    await petro.person.taps("⏭ Skip the other languages")
    await petro.person.taps("✅ Publish")
    await petro.person.sees(PUBLISHED)
    await marta.person.taps("✅ Publish")
    await marta.person.sees(PUBLISHED)
    await stranger.person.types("/start")
    await stranger.person.sees("Good day, Leleka Clinic is <here> for you.")
    assert "Тихо і затишно" in desk.program.desk.clinic.advantages["uk"]


async def test_the_last_change_is_undone_and_what_was_typed_midway_is_let_be(desk: StoryDesk) -> None:
    marta, before = await admin(desk, MARTA), desk.program.desk.clinic.advantages
    await answers(marta, *PROUD)
    await marta.person.types("/cancel")
    await marta.person.sees("All stays as it was.")
    await answers(marta, *PROUD)
    await marta.person.types("/start")
    await marta.person.sees("To begin, share your phone number")
    await marta.person.types("Тихо і затишно")
    await marta.reads(UNKNOWN)
    await answers(marta, *PROUD)
    await marta.person.sends_sticker()
    await marta.person.sees("I can only read typed words here.")
    await marta.person.types("Тихо і затишно")
    await marta.person.taps("⏭ Skip the other languages")
    await marta.person.taps("✅ Publish")
    await marta.person.sees(PUBLISHED)
    await marta.person.taps("📜 Last changes")
    listed = await marta.person.sees("⭐️ About the clinic")
    assert "Mon, 23 November, 09:00, Marta" in listed.text
    await marta.person.taps("↩️ Undo the last one")
    await marta.person.taps("⬅️ Back")
    await marta.person.taps("↩️ Undo the last one")
    await marta.reads(PREVIEW)
    await marta.person.taps("✅ Publish")
    await marta.person.sees(PUBLISHED)
    assert desk.program.desk.clinic.advantages == before
    imported = desk.clinic.model_copy(update={"advantages": {}})
    await take_in(desk.database, imported, desk.clock)
    await desk.wakes("looking for a changed clinic")
    await answers(marta, "📜 Last changes", "↩️ Undo the last one")
    await marta.person.sees("This has changed meanwhile.")
    assert desk.program.desk.clinic.advantages == {}


async def test_a_branch_s_place_on_the_map_is_sent_and_an_old_button_shows_the_list_anew(desk: StoryDesk) -> None:
    marta, patient = await admin(desk, MARTA), guest(desk, "en")
    await answers(marta, "🔗 Links")
    entry = await marta.person.sees_button("Instagram")
    await marta.person.taps("Instagram")
    await marta.person.taps("🗑 Delete")
    await marta.person.taps("✅ Publish")
    await marta.person.sees(PUBLISHED)
    await marta.forges(entry.data or "")
    await marta.person.sees("This has changed meanwhile.")
    await marta.person.sees_button("➕ Add")
    await answers(marta, "📍 Branches", "City centre", "✏️ Place on the map")
    await marta.person.types("тут, на розі")
    await marta.person.sees("That is no place on the map.")
    await marta.person.shares_location(46.5, 30.7)
    await marta.person.taps("✅ Publish")
    await marta.person.sees(PUBLISHED)
    await patient.person.types("/about")
    await patient.taps("📍 Branches", "<b>Our branches</b>")
    await patient.person.taps("City centre")
    await patient.taps("🗺 Route")
    shown = await patient.person.sees("«venue»")
    assert shown.venue
    assert shown.venue["location"] == {"latitude": 46.5, "longitude": 30.7}
