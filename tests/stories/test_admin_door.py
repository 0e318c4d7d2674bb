"""Who is an admin: named, or invited by a link that works once. To all others nothing of it is there."""

from collections.abc import Sequence

import pytest

from handlers.admin_taps import (
    AdminClear,
    AdminDraft,
    AdminEntry,
    AdminField,
    AdminFile,
    AdminList,
    AdminOff,
    AdminOffSurely,
    AdminPage,
    AdminUndo,
    Do,
    Page,
    Paper,
    Step,
)
from handlers.link_taps import AdminLink, AdminLinks, Lead
from reception.admin.parts import Part
from sandbox import Group
from tests.stories.admins import MARTA, MENU, admin, answers
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import guest
from tests.stories.visitors import OUTDATED, Visitor, arrives, daniel

UNKNOWN = "I'm not sure I understood. Please choose below, or call reception: {phone}"
BUTTONS = (
    *(AdminPage(page=page) for page in Page),
    *(AdminList(part=part) for part in (Part.CATEGORIES, Part.TEXTS)),
    *(AdminEntry(part=Part.LINKS, number=1, act=act) for act in Do),
    *(kind(part=Part.TEXTS, field="greeting") for kind in (AdminField, AdminClear)),
    *(AdminDraft(draft=1, step=step) for step in Step),
    *(AdminFile(act=act) for act in Paper),
    *(AdminLinks(to=lead) for lead in Lead),
    *(AdminLink(payload="doctor_1"), AdminUndo(revision=1), AdminOff(account=1), AdminOffSurely(account=1)),
)


@pytest.fixture
def admin_ids() -> Sequence[int]:
    return (MARTA,)


@pytest.fixture
def staff_chat_id(staff: Group) -> int:
    return staff.id


async def is_let_in(visitor: Visitor) -> None:
    await visitor.person.types("/admin")
    await visitor.reads(MENU)


async def is_not(visitor: Visitor) -> None:
    """As with any command that there is none of, and any button that works no more."""
    await visitor.person.types("/admin")
    await visitor.reads(UNKNOWN)
    said_before = len(visitor.person.screen.log)
    for button in BUTTONS:
        await visitor.forges(button.pack())
    await visitor.person.types("/help")
    await visitor.person.sees("/family:", timeout=30)
    said = [line.words for line in visitor.person.screen.log[said_before:] if line.who.startswith("Reception")]
    assert {words for words in said if "/family:" not in words} == {said[0]}
    assert said[0].startswith(visitor.words(OUTDATED))


async def test_the_truth_table_of_who_may(desk: StoryDesk, staff: Group) -> None:
    marta, patient = await admin(desk, MARTA), await daniel(desk)
    (manager_id,) = (one for one, how in staff.screen.standing.items() if how == "creator")
    manager = await arrives(desk, desk.telegram.people[manager_id])
    await is_not(patient)
    await is_not(manager)
    newcomer = guest(desk)
    link = await invites(marta)
    await newcomer.person.opens(link)
    await newcomer.reads("Welcome! You are an admin now: /admin")
    await is_let_in(newcomer)
    await patient.person.opens(link)
    await patient.reads("Good to see you! What can I do for you?")
    await is_not(patient)
    await marta.person.types("/admin")
    await marta.reads(MENU)
    await marta.person.taps("👥 Admins")
    await marta.person.taps("🚪 Remove: Guest")
    await answers(newcomer, "⭐️ About the clinic", "✏️ What we are proud of")
    await marta.person.taps("🚪 Yes, remove")
    await marta.person.sees("Done: no longer an admin.")
    await newcomer.person.types("Усе безкоштовно")
    await newcomer.reads(UNKNOWN)
    assert desk.program.desk.clinic == desk.clinic


async def invites(marta: Visitor) -> str:
    """The payload of the link."""
    await answers(marta, "👥 Admins", "➕ Invite an admin")
    told = await marta.person.sees("It works once, for 24 hours")
    link = next(word for word in told.text.split() if word.startswith("https://t.me/"))
    return link.partition("?start=")[2]
