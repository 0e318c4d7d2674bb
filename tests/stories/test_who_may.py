"""Who may do what with a dialogue that Iryna has taken: every button of reception's group, by whoever it is tapped."""

from dataclasses import dataclass
from typing import Any

import pytest

from bot.staffing import OURS
from handlers.ahead import ALL
from handlers.screens.panel import PREFIXES
from handlers.staff_taps import Deal, Deed, SendCanned
from handlers.taps import Confirm, Time, carried, day, find, walk
from handlers.visit_taps import Cancel, Details, Move, ShowVisit, cancel_surely
from reception.booking.finding import Only
from reception.booking.way import Way
from reception.handoff.dialogue import Manager
from sandbox import Group, Person
from sandbox.seen import ChatMessage
from tests.stories.desk import StoryDesk
from tests.stories.reception_group import Team
from tests.stories.test_handoff import asks, is_taken
from tests.stories.visitors import Visitor, arrives, daniel, kyiv

AT = "2026-11-24 14:30"
DONE, HERS, SHOWN, NOTHING = "Done.", "Already taken", "", None
# What the taker and what any other manager reads; in between nothing is said, the card is another.
TABLE: dict[str, tuple[str, str]] = {
    "take": (DONE, HERS),
    "card": (SHOWN, SHOWN),
    "canned": (SHOWN, HERS),
    "send": (DONE, HERS),
    "visits": (SHOWN, HERS),
    "visit": (SHOWN, HERS),
    "details": (SHOWN, HERS),
    "walk": (SHOWN, HERS),
    "find": (SHOWN, HERS),
    "day": (SHOWN, HERS),
    "time": (SHOWN, HERS),
    "move": (SHOWN, HERS),
    "cancel": (SHOWN, HERS),
    "confirm": (SHOWN, HERS),
    "surely": (SHOWN, HERS),
    "back": (DONE, DONE),
    "close": (DONE, DONE),
}
CHANGES = {"send", "surely", "back", "close"}  # what is not as it was afterwards


@pytest.fixture
def staff_chat_id(group: Group) -> int:
    return group.id


@dataclass(frozen=True, slots=True)
class Scene:
    desk: StoryDesk
    team: Team
    visitor: Visitor
    dialogue: int
    buttons: dict[str, str]

    async def stands(self) -> tuple[Any, ...]:
        """Whatever a button could change."""
        dialogue = await self.desk.program.handoff.dialogues.find(self.dialogue)
        return dialogue, await self.visitor.booked(), self.visitor.person.transcript()

    async def taps(self, who: Person, button: str, on: ChatMessage) -> str | None:
        """What they are told; None: nothing, and the clock on the button has stopped."""
        before = len(who.toasts)
        await who.forges(button, on=on)
        await self.desk.telegram.until(lambda: not who.waiting)
        return who.toasts[-1] if len(who.toasts) > before else None

    async def is_hers_again(self) -> None:
        await self.desk.program.handoff.dialogues.take(self.dialogue, Manager(self.team.iryna.id, "Iryna"))


@pytest.fixture
async def scene(desk: StoryDesk, team: Team) -> Scene:
    visitor = await daniel(desk)
    await visitor.books(AT)
    visit, way = await visitor.number(), await visitor.way("shevchuk")
    await asks(visitor)
    await is_taken(team)
    (one,) = await desk.program.handoff.dialogues.open()
    taps = {deed.value: Deal(dialogue=one.id, deed=deed) for deed in Deed} | {
        "send": SendCanned(dialogue=one.id, reply=0),
        "visits": ALL,
        "visit": ShowVisit(visit=visit),
        "details": Details(visit=visit),
        "walk": walk(Way()),
        "find": find(way, Only.EARLIEST),
        "day": day(way, kyiv(AT).date()),
        "time": Time(**carried(way), at=int(kyiv("2026-11-24 15:00").timestamp()) // 60),
        "move": Move(visit=visit),
        "cancel": Cancel(visit=visit),
        "confirm": Confirm(key="forged"),
        "surely": cancel_surely(visit, kyiv(AT)),
    }
    assert taps.keys() == TABLE.keys()
    assert {tap.__prefix__ for tap in taps.values()} == PREFIXES | {*OURS}, "every kind of button is in the table"
    return Scene(desk, team, visitor, one.id, {name: taps[name].pack() for name in TABLE})


async def test_who_is_no_manager_is_told_nothing_and_changes_nothing(scene: Scene) -> None:
    team, desk = scene.team, scene.desk
    former, stranger = desk.telegram.person("Roman"), desk.telegram.person("Stranger")
    team.group.joins(former)
    team.group.leaves(former)
    patient = await arrives(desk, desk.telegram.person("Neighbour", "en"))
    card, before = team.inside(team.iryna).chat[1], await scene.stands()
    for who in (former, stranger, patient.person, scene.visitor.person):
        for name, button in scene.buttons.items():
            assert await scene.taps(team.inside(who), button, card) is NOTHING, (who, name)
    await team.settles()
    assert await scene.stands() == before


async def test_in_another_group_and_in_a_private_chat_managers_are_nobody(scene: Scene) -> None:
    team, desk = scene.team, scene.desk
    elsewhere = desk.telegram.group("A party", team.iryna, supergroup=True)
    elsewhere.adds_bot(team.iryna)
    await desk.telegram.until(lambda: bool(elsewhere.said))
    iryna, before = elsewhere.member(team.iryna), await scene.stands()
    for name, button in scene.buttons.items():
        assert await scene.taps(iryna, button, iryna.chat[-1]) is NOTHING, name
    private = await arrives(desk, team.iryna)
    for name in ("take", "card", "canned", "send", "back", "close"):
        await private.finds_an_old(scene.buttons[name], "This button no longer works. Shall we start anew?")
    for command in ("/next", "/queue"):
        await private.person.types(command)
        await private.reads("I'm not sure I understood. Please choose below, or call reception: {phone}")
    assert await scene.stands() == before
    desk.forgives = ["bot is not a member"]


@pytest.mark.parametrize("place", [0, 1], ids=["who has taken it", "a colleague"])
async def test_managers_do_what_the_table_says(scene: Scene, place: int) -> None:
    team = scene.team
    who = team.inside((team.iryna, team.taras)[place])
    for name, told in TABLE.items():
        before = await scene.stands()
        toast = await scene.taps(who, scene.buttons[name], team.inside(team.iryna).chat[1])
        if name in CHANGES:
            await team.settles()
        said = told[place] and team.words(told[place])
        assert toast == (f"{said}: Iryna" if said and told[place] is HERS else said or NOTHING), name
        changed = name in CHANGES and told[place] is not HERS
        assert (await scene.stands() != before) == changed, name
        if name == "back":
            await scene.is_hers_again()


async def test_an_anonymous_admin_is_a_colleague(scene: Scene) -> None:
    """Telegram says who taps, but not who of them writes."""
    team = scene.team
    team.group.promotes(team.taras, by=team.iryna)
    team.group.hides(team.taras)
    taras, before = team.inside(team.taras), await scene.stands()
    toast = await scene.taps(taras, scene.buttons["canned"], taras.chat[1])
    assert toast == f"{team.words(HERS)}: Iryna"
    await taras.types("between us")
    await team.group.member(team.taras).types("/next")
    await team.group.sees(team.words("🎉 Nobody waits."))
    await team.settles()
    assert await scene.stands() == before


async def test_when_the_patient_has_erased_all_the_old_buttons_say_no_more_than_that_it_is_over(scene: Scene) -> None:
    team = scene.team
    assert await scene.desk.program.desk.privacy.erase(await scene.visitor.known())
    iryna, closed = team.inside(team.iryna), team.words("It is closed already.")
    told = {name: await scene.taps(iryna, button, iryna.chat[1]) for name, button in scene.buttons.items()}
    assert told.pop("card") is NOTHING
    assert set(told.values()) == {closed}
