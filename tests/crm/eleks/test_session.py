"""Logging in: once for all, again when the token is dead, and never a storm of logins or of SMS."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from crm.access import Access
from crm.eleks.adapter import Eleks
from crm.eleks.session import Session
from crm.errors import AuthFailed, CrmError, OutcomeUnknown, Refused, Unavailable
from crm.http import line
from tests.crm.eleks.server import INSTALLATION, LOGIN, PASSWORD, Server
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, order, somebody

NOBODY = "+380509999999"
TWO_FACTOR = [
    (400, {"error": "TOKEN_REQUIRED"}),
    (500, {"message": "TOKEN_REQUIRED"}),
    (200, {"data": {"description": "TOKEN_REQUIRED: код надіслано"}}),
    (401, "TOKEN_REQUIRED"),
]


async def failures(*calls: Awaitable[object]) -> list[type[CrmError]]:
    """Of calls that are all expected to fail."""
    told = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(error, CrmError) for error in told), told
    return [type(error) for error in told if isinstance(error, CrmError)]


async def test_sixteen_calls_at_once_log_in_once(system: EleksSystem, server: Server) -> None:
    await asyncio.gather(*(system.crm.find_patients(NOBODY) for _ in range(16)))
    assert (server.accounts.logins, len(server.asked("spzIBPatientSearch"))) == (1, 16)


@pytest.mark.parametrize("status", [401, 403])
async def test_a_dead_token_is_renewed_once_for_all_and_nobody_notices(
    system: EleksSystem, server: Server, status: int
) -> None:
    server.speaks(dead_token=status)
    made = await system.crm.create_patient(somebody())
    server.accounts.all_die()
    found = await asyncio.gather(*(system.crm.find_patients(made.phones[0]) for _ in range(16)))
    assert found == [[made]] * 16
    assert server.accounts.logins == 2


async def test_what_is_written_with_a_dead_token_is_written_once(story: Story, server: Server) -> None:
    marta = await story.patient()
    slot = await story.slot("Граб Іван", "2027-03-23 09:00")
    server.accounts.all_die()
    made = await story.booked(marta, slot)
    assert await story.ahead_of(marta) == [made]


async def test_a_wrong_password_is_tried_once_by_all_who_wait(system: EleksSystem, server: Server) -> None:
    server.accounts.password = "rotated"
    adapter = system.adapter
    told = await failures(*(adapter.find_patients(NOBODY) for _ in range(16)), adapter.directory())
    assert set(told) == {AuthFailed}
    assert server.accounts.refused == 1


async def test_credentials_rotated_under_our_hands_are_tried_once(system: EleksSystem, server: Server) -> None:
    """All sixteen are under way with a token that has just died."""
    await system.crm.find_patients(NOBODY)
    server.accounts.password = "rotated"
    server.meetings["spzIBPatientSearch"] = asyncio.Barrier(9)  # nobody gets this far
    server.accounts.all_die()
    told = await failures(*(system.crm.find_patients(NOBODY) for _ in range(16)))
    assert set(told) == {AuthFailed}
    assert server.accounts.refused == 1


async def test_once_the_password_is_right_again_the_next_try_works(system: EleksSystem, server: Server) -> None:
    server.accounts.password = "rotated"
    assert await failures(system.crm.find_patients(NOBODY)) == [AuthFailed]
    server.accounts.password = PASSWORD
    assert await system.crm.find_patients(NOBODY) == []


@pytest.mark.parametrize("answer", TWO_FACTOR, ids=lambda answer: f"status {answer[0]}")
async def test_two_factor_is_told_in_clear_words_and_sends_one_sms(
    system: EleksSystem, server: Server, answer: tuple[int, Any]
) -> None:
    server.accounts.two_factor = answer
    told = await failures(*(system.crm.find_patients(NOBODY) for _ in range(8)))
    told += await failures(system.crm.directory())
    with pytest.raises(AuthFailed, match="ask the clinic for an integration account without two-factor"):
        await system.crm.find_patients(NOBODY)
    assert set(told) == {AuthFailed}
    assert server.accounts.sms == 1


async def test_two_factor_that_is_turned_on_later_is_noticed_in_a_call(system: EleksSystem, server: Server) -> None:
    await system.crm.find_patients(NOBODY)
    server.forbidden.add("spzIBPatientSearch")
    server.no_right = "TOKEN_REQUIRED"
    assert await failures(*(system.crm.find_patients(NOBODY) for _ in range(4))) == [AuthFailed] * 4
    assert (server.accounts.logins, server.accounts.sms) == (1, 0)


async def test_a_wrong_installation_is_not_taken_for_wrong_credentials(system: EleksSystem, server: Server) -> None:
    stranger = await system.another(server.url, installation=INSTALLATION.replace("beef", "dead"))
    with pytest.raises(Unavailable, match="CRM_INSTALLATION"):
        await stranger.find_patients(NOBODY)


async def test_a_login_without_a_token_is_no_login(system: EleksSystem, server: Server) -> None:
    server.accounts.two_factor = (200, {"data": None})
    with pytest.raises(Unavailable, match="CRM_URL"):
        await system.crm.find_patients(NOBODY)


@pytest.mark.parametrize(("said", "logins"), [(600, 2), ("600", 2), (None, 1), ("soon", 1)])
async def test_a_token_is_renewed_when_its_time_is_over_if_that_was_said(
    server: Server, said: Any, logins: int
) -> None:
    server.accounts.expires_in, now = said, 1000.0
    async with line(server.url) as opened:
        session = Session(opened, Access(server.url, LOGIN, PASSWORD, installation=INSTALLATION), lambda: now)
        await session.log_in()
        now += 599
        await session.log_in()
        assert server.accounts.logins == 1
        now += 1
        await session.log_in()
    assert server.accounts.logins == logins


async def test_who_has_no_right_is_not_logged_in_again_and_again(system: EleksSystem, server: Server) -> None:
    server.forbidden.add("spzIBPatientSearch")
    server.speaks(refusal_status=403)
    with pytest.raises(AuthFailed, match="spzIBPatientSearch"):
        await system.crm.find_patients(NOBODY)
    assert (server.accounts.logins, len(server.asked("spzIBPatientSearch"))) == (2, 2)


async def test_a_right_that_is_missing_is_told_where_it_is_needed(system: EleksSystem, server: Server) -> None:
    server.forbidden.add("spzIBPatientSearch")
    with pytest.raises(Unavailable, match=r"spzIBPatientSearch is refused: .*Недостатньо прав"):
        await system.crm.find_patients(NOBODY)


@pytest.mark.parametrize("status", [400, 404, 409, 422])
async def test_a_refusal_may_have_any_status(story: Story, server: Server, status: int) -> None:
    slot = await story.slot("Граб Іван", "2027-03-23 09:00")
    server.speaks(one_a_day=True, refusal_status=status)
    marta = await story.patient()
    await story.booked(marta, slot)
    with pytest.raises(Refused, match="Пацієнт вже має візит на цю дату"):
        await story.crm.book(order(await story.slot("Граб Іван", "2027-03-23 10:00"), marta))


async def test_an_error_that_says_nothing_is_no_empty_answer(system: EleksSystem, server: Server) -> None:
    server.forbidden |= {"spzIBPatientSearch", "spzIBPatientCreate"}
    server.speaks(refusal_status=404, refusal_words=("code", "number"))
    with pytest.raises(Unavailable):
        await system.crm.find_patients(NOBODY)
    with pytest.raises(OutcomeUnknown):
        await system.crm.create_patient(somebody())


@pytest.mark.parametrize("said", ["помилка", 0, True])
async def test_what_is_no_object_is_no_empty_answer(system: EleksSystem, server: Server, said: Any) -> None:
    server.instead["spzIBPatientSearch"] = said
    with pytest.raises(Unavailable):
        await system.crm.find_patients(NOBODY)


async def test_our_secrets_are_not_in_what_is_printed(system: EleksSystem) -> None:
    adapter: Eleks = system.adapter
    assert PASSWORD not in repr(vars(adapter))
    assert PASSWORD not in repr(Access("", LOGIN, PASSWORD))
