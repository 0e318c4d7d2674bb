"""The clinic's system is silent: what was known of people's visits is still told, and of which moment it is."""

from datetime import timedelta

import pytest

from crm.model import Order
from tests.stories.desk import StoryDesk
from tests.stories.test_confirm_on_bad_days import SILENT
from tests.stories.visitors import DANIEL, arrives, daniel, slot

pytestmark = pytest.mark.in_each_system
SYNC = "asking what has changed"
AS_OF = "⏳ The clinic's appointment system is not answering right now. This is how it was on {when}."
AT, LATER = "2026-11-24 14:30", "2026-11-25 10:00"


async def test_a_visit_that_reception_made_is_told_while_its_system_is_silent(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    patient = (await visitor.known()).patients[0].crm_id
    await desk.system.reception_books(Order("by-phone", await slot(desk, AT), patient))
    await desk.wakes(SYNC)
    desk.clock.goes_on(timedelta(minutes=7))
    desk.crm.goes_down()
    await visitor.forges("go:visits")
    told = await visitor.reads("<b>Your visits</b>")
    assert "Tue, 24 November, 14:30" in told.text
    assert visitor.words(AS_OF, when="Mon, 23 November, 09:00") in told.text
    desk.crm.comes_back()
    await visitor.forges("go:visits")
    await desk.telegram.until(lambda: "not answering" not in visitor.person.last.text)
    assert "14:30" in visitor.person.last.text


async def test_what_was_booked_here_is_known_at_once(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    await desk.wakes(SYNC)
    await visitor.books(AT)
    desk.crm.goes_down()
    await visitor.forges("go:visits")
    told = await visitor.reads("<b>Your visits</b>")
    assert "14:30" in told.text


async def test_who_was_never_looked_at_is_told_nothing_that_may_be_wrong(desk: StoryDesk) -> None:
    visitor = await daniel(desk)
    desk.crm.goes_down()
    await visitor.forges("go:visits")
    await visitor.reads(SILENT)
    assert "no visits ahead" not in visitor.person.last.text


async def test_with_a_typed_number_only_what_was_made_in_this_chat_is_remembered(desk: StoryDesk) -> None:
    visitor = await arrives(desk, desk.daniel(), DANIEL, verified=False)
    patient = (await visitor.known()).patients[0].crm_id
    await desk.system.reception_books(Order("by-phone", await slot(desk, LATER), patient))
    await desk.wakes(SYNC)
    desk.crm.goes_down()
    await visitor.forges("go:visits")
    told = await visitor.reads("There are no visits ahead.")
    assert visitor.words(AS_OF) in told.text
    desk.crm.comes_back()
    await visitor.books(AT)
    desk.crm.goes_down()
    await visitor.forges("go:visits")
    told = await visitor.reads("<b>Your visits</b>")
    assert "14:30" in told.text
    assert "10:00" not in told.text
