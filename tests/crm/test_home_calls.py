"""The contract: a doctor is asked to come, once, and the clinic reads where, when, why and how to phone."""

from dataclasses import replace

import pytest

from crm.errors import NotFound, Unsupported
from tests.crm.story import Story, home_call

HRAB = "Граб Іван"


async def test_the_clinic_reads_all_that_was_said(story: Story) -> None:
    call = home_call(await story.patient(), story.id_of(HRAB))
    await story.crm.request_home_call(call)
    (read,) = await story.system.reception_reads_home_calls()
    assert [said for said in (call.address, call.phone, call.complaint, call.wanted) if said not in read] == []


async def test_without_a_complaint_it_is_asked_for_as_well(story: Story) -> None:
    await story.crm.request_home_call(replace(home_call(await story.patient(), story.id_of(HRAB)), complaint=""))
    assert len(await story.system.reception_reads_home_calls()) == 1


async def test_an_urgent_one_reads_otherwise(story: Story) -> None:
    marta, hrab = await story.patient(), story.id_of(HRAB)
    for urgent in (False, True):
        await story.crm.request_home_call(home_call(marta, hrab, f"key-{urgent}", urgent=urgent))
    read = await story.system.reception_reads_home_calls()
    told = [any(word in one for word in ("urgent=True", '"urgent"', "ТЕРМІНОВО")) for one in read]
    assert sorted(told) == [False, True]


@pytest.mark.needs("finds_home_calls")
async def test_the_same_key_asks_once(story: Story) -> None:
    call = home_call(await story.patient(), story.id_of(HRAB))
    assert not await story.crm.has_home_call(call.key)
    for _ in range(2):
        await story.crm.request_home_call(call)
        assert await story.crm.has_home_call(call.key)
    assert not await story.crm.has_home_call("another-key")
    assert len(await story.system.reception_reads_home_calls()) == 1


async def test_a_system_that_shows_none_says_so(story: Story) -> None:
    if story.crm.capabilities.finds_home_calls:
        assert not await story.crm.has_home_call("nobody's")
        return
    with pytest.raises(Unsupported):
        await story.crm.has_home_call("nobody's")


async def test_who_has_no_card_asks_for_nobody(story: Story) -> None:
    nobody = replace(await story.patient(), id="no such id")
    with pytest.raises(NotFound):
        await story.crm.request_home_call(home_call(nobody, story.id_of(HRAB)))
    assert await story.system.reception_reads_home_calls() == []
