"""An admin takes a link to the printer or to the clinic's site; who opens it is where it leads, and is counted."""

from collections.abc import Sequence
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from handlers.link_taps import AdminLink, AdminLinks, Lead
from sandbox.seen import ChatMessage
from tests.stories.admins import MARTA, admin, answers
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import CONSENT, guest, source_of
from tests.stories.visitors import Visitor, daniel

PAGE = "🔳 Links and QR codes"
WRONG = "A link in Telegram can't carry this."


@pytest.fixture
def admin_ids() -> Sequence[int]:
    return (MARTA,)


async def test_the_code_of_a_doctor_leads_to_the_doctor_and_is_counted(desk: StoryDesk) -> None:
    marta, scanning, stranger = await admin(desk, MARTA), await daniel(desk), guest(desk)
    await answers(marta, PAGE, "👩‍⚕️ Doctors")
    await marta.person.sees("Where shall the link lead?")
    assert marta.labels[0] == "Andrii Kovalenko", "by name, not as the clinic lists them"
    await marta.person.taps("Olena Shevchuk")
    told = await marta.person.sees("The QR code comes as a file")
    (link,) = await printed(marta)
    assert link in told.text.splitlines()
    payload = await payload_of(desk, link)
    await scanning.person.opens(payload)
    await scanning.person.sees("Olena Shevchuk")
    await stranger.person.opens(payload)
    await stranger.reads(CONSENT)
    assert await source_of(desk, stranger) == payload == f"doctor_{(await scanning.way('shevchuk')).doctor}"
    assert f"counted in 📊 Figures as {payload}." in told.text
    snippet = code_in(told)
    assert f'href="{link}"' in snippet
    assert "📅 Записатися в Telegram: Шевчук Олена" in snippet, "the site speaks the clinic's language, not the admin's"


async def test_a_poster_is_counted_by_a_word_that_a_link_can_carry(desk: StoryDesk) -> None:
    marta, stranger = await admin(desk, MARTA), guest(desk)
    by_a_word = (PAGE, "📣 A poster or a site, counted apart")
    await answers(marta, *by_a_word, "⬅️ Back")
    await marta.person.sees_button("🏥 The clinic")
    await asks_a_patients_question(marta)
    await answers(marta, *by_a_word)
    await marta.person.sees("Please type the word they are counted under")
    for word in ("плакат", "the poster"):
        await marta.person.types(word)
        await marta.person.sees(WRONG)
    await marta.person.sends_photo()
    await marta.person.sees(WRONG)
    await marta.person.types(" poster ")
    told = await marta.person.sees("counted in 📊 Figures as poster.")
    (link,) = await printed(marta)
    await stranger.person.opens(await payload_of(desk, link))
    await stranger.reads(CONSENT)
    assert await source_of(desk, stranger) == "poster"
    assert "poster" not in code_in(told).replace(link, "")
    await asks_a_patients_question(marta)


async def test_who_has_left_meanwhile_has_no_link(desk: StoryDesk) -> None:
    marta = await admin(desk, MARTA)
    await marta.forges(AdminLink(payload="doctor_999").pack())
    await marta.person.sees("This has changed meanwhile.")
    await marta.person.taps("🏥 The clinic")
    told = await marta.person.sees("The QR code comes as a file")
    assert await printed(marta) == [f"https://t.me/{await username(desk)}"]
    assert "Figures" not in told.text
    await marta.forges(AdminLinks(to=Lead.DOCTOR, page=1).pack())
    await marta.person.sees_button("⬅️ Previous")


async def asks_a_patients_question(admin: Visitor) -> None:
    """What is typed is no word for a link."""
    await admin.person.types("tram")
    await admin.person.sees_button("❓ How do I get to you?")


async def printed(admin: Visitor) -> list[str]:
    """What a camera reads on the file that has come before the text."""
    (document,) = (message.document for message in admin.person.chat if message.document)
    content = admin.desk.telegram.world.files.by_id[document["file_id"]].content
    return [found.text for found in zxingcpp.read_barcodes(Image.open(BytesIO(content)))]


def code_in(told: ChatMessage) -> str:
    """The lines for the site, as they are copied."""
    (block,) = (one for one in told.payload["entities"] if one["type"] == "pre")
    letters = told.text.encode("utf-16-le")
    return letters[block["offset"] * 2 : (block["offset"] + block["length"]) * 2].decode("utf-16-le")


async def payload_of(desk: StoryDesk, link: str) -> str:
    address, _, payload = link.partition("?start=")
    assert address == f"https://t.me/{await username(desk)}"
    return payload


async def username(desk: StoryDesk) -> str:
    return str(desk.telegram.world.bot["username"])
