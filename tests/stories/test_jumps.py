"""What the sandbox's clock may jump to: the next visit of whoever's page it is."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.jumping import jumps_of
from crm.model import Order
from sandbox import Jumps
from tests.stories.desk import StoryDesk
from tests.stories.visitors import Visitor, daniel, kyiv, olena, slot


async def offered(visitor: Visitor) -> Jumps:
    return await jumps_of(visitor.desk.program.desk)(visitor.person.id)


def moments(jumps: Jumps) -> dict[str, datetime]:
    return {jump.label: jump.to for jump in jumps.jumps}


async def test_one_may_go_to_each_moment_at_which_one_hears_of_the_next_visit(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books("2026-11-26 14:30")
    await visitor.books("2026-11-25 11:00")
    jumps = await offered(visitor)
    assert jumps.about == "Next visit: Fernsby Daniel, Wed, 25 November, 11:00, Olena Shevchuk"
    assert moments(jumps) == {
        "The day before": kyiv("2026-11-24 11:00"),
        "Two hours before": kyiv("2026-11-25 09:00"),
        "After the visit": kyiv("2026-11-25 13:20"),
    }


async def test_what_has_passed_is_offered_no_more_and_then_it_is_the_next_visit_s_turn(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await visitor.books("2026-11-26 14:30")
    await visitor.books("2026-11-25 11:00")
    for jump in (await offered(visitor)).jumps[:2]:
        desk.clock.goes_to(jump.to)
    jumps = await offered(visitor)
    assert list(moments(jumps)) == ["After the visit"]
    desk.clock.goes_to(jumps.jumps[0].to)
    assert "Thu, 26 November, 14:30" in (await offered(visitor)).about


async def test_the_day_before_is_one_of_the_wall_clock_whoever_has_booked(desk: StoryDesk) -> None:
    """Summer time begins on Sunday, 28 March 2027."""
    desk.clock.goes_to(kyiv("2027-03-22 09:00"))
    visitor = await daniel(desk)
    monday, sunday = await slot(desk, "2027-03-22 10:00"), timedelta(days=6, hours=-1)
    by_phone = replace(monday, starts_at=monday.starts_at + sunday, ends_at=monday.ends_at + sunday)
    await desk.system.reception_books(Order("by-phone", by_phone, (await visitor.known()).patients[0].crm_id))
    assert moments(await offered(visitor)) == {
        "The day before": kyiv("2027-03-27 10:00"),
        "Two hours before": kyiv("2027-03-28 08:00"),
        "After the visit": kyiv("2027-03-28 12:20"),
    }


async def test_at_night_nobody_hears_of_anything(desk: StoryDesk) -> None:
    """Of a visit at nine in the morning one hears on the evening before; with the day before's, an hour later."""
    visitor = await daniel(desk)
    await visitor.books("2026-11-25 09:00")
    assert moments(await offered(visitor)) == {
        "The day before": kyiv("2026-11-24 09:00"),
        "Two hours before": kyiv("2026-11-24 20:00"),
        "After the visit": kyiv("2026-11-25 11:20"),
    }


async def test_who_has_nothing_ahead_is_told_how_to_get_it(desk: StoryDesk) -> None:
    for visitor in (await daniel(desk), Visitor(desk, desk.olena(), "uk")):
        assert await offered(visitor) == Jumps(
            "No visit ahead. Book one in the chat: then the clock can go to the day before it."
        )
    assert await desk.program.desk.people.known(visitor.person.id) is None, "nobody is made known by being asked about"


async def test_the_visit_is_one_s_own(desk: StoryDesk) -> None:
    await (await daniel(desk)).books("2026-11-25 11:00")
    assert (await offered(await olena(desk))).jumps == ()


async def test_a_silent_system_is_told(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    desk.crm.goes_down()
    assert await offered(visitor) == Jumps("The clinic's system does not answer: which visit is next is not known now.")
