"""The doctor's card: a photo that Telegram keeps, between texts that come and go."""

from tests.stories.desk import StoryDesk
from tests.stories.visitors import DOCTOR, SERVICE, Visitor, daniel, olena

CARD = "📅 Visit at the clinic"


async def looks_at(visitor: Visitor, doctor: str) -> None:
    """The card, by the clinic's link."""
    number = visitor.desk.program.desk.catalogue.doctor_id(doctor)
    await visitor.person.opens(f"doctor_{number}")
    await visitor.person.sees(visitor.name("doctors", doctor))


def uploads(desk: StoryDesk) -> int:
    return sum(file.kind == "photo" for file in desk.telegram.world.files.by_id.values())


async def test_a_photo_is_uploaded_once_for_everybody(desk: StoryDesk) -> None:
    first, second = await daniel(desk), await olena(desk)
    await looks_at(first, "shevchuk")
    await looks_at(second, "shevchuk")
    assert first.person.last.photo == second.person.last.photo
    assert uploads(desk) == 1
    await looks_at(first, "lysenko")
    assert uploads(desk) == 2


async def test_a_photo_that_telegram_no_longer_knows_is_uploaded_again(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await looks_at(visitor, "shevchuk")
    desk.telegram.world.files.by_id.clear()
    desk.forgives.append("wrong file identifier")
    await looks_at(visitor, "shevchuk")
    await looks_at(visitor, "shevchuk")
    assert uploads(desk) == 1
    refused = [call for call in desk.telegram.refusals if "wrong file" in str(call.refusal)]
    assert len(refused) == 1, "the new file_id has taken the old one's place"


async def test_the_same_in_the_middle_of_a_list(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await looks_at(visitor, "shevchuk")
    desk.telegram.world.files.by_id.clear()
    desk.forgives.append("wrong file identifier")
    await visitor.taps("⬅️ All doctors", DOCTOR)
    await visitor.chooses("doctors", "shevchuk", "Olena Shevchuk")
    assert visitor.person.last.photo
    assert uploads(desk) == 1


async def test_card_and_text_replace_each_other(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await looks_at(visitor, "shevchuk")
    card = visitor.person.last
    await visitor.taps("⬅️ All doctors", DOCTOR)
    await desk.telegram.until(lambda: card.message_id not in {message.message_id for message in visitor.person.chat})
    listed = visitor.person.last
    await visitor.chooses("doctors", "shevchuk", "Olena Shevchuk")
    assert visitor.person.last.message_id == listed.message_id, "a text becomes a card in its place"
    await visitor.taps(CARD, SERVICE)
    await desk.telegram.until(lambda: len(visitor.with_buttons) == 1)
    assert visitor.person.last.photo is None


async def test_a_card_comes_without_its_picture_while_the_clinics_system_is_silent(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    desk.crm.goes_down()
    await looks_at(visitor, "shevchuk")
    assert visitor.person.last.photo is None
    await visitor.taps(CARD, SERVICE)
    desk.crm.comes_back()
    await looks_at(visitor, "shevchuk")
    assert visitor.person.last.photo
