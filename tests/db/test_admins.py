"""Who may: named in the settings, or invited by a link that works once; the last of all is not taken off."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from db.admins import AdminStore
from db.database import Database
from db.edits import EditStore
from db.people import PeopleStore
from db.personal.store import PersonalStore
from db.tables import admin_invites, admins, edits
from reception.admin.edits import Admin
from reception.admin.who import CAME, INVITE, INVITE_LIFE, WENT, Admins
from reception.destinations import source
from tests.reception.front_desk import Clock

MARTA = 301  # named in ADMIN_IDS


class Door:
    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, Clock()
        self.people, self.store = PeopleStore(database, self.clock), AdminStore(database, self.clock)
        self.admins = Admins(self.store, [MARTA])

    async def comes(self, telegram_id: int) -> Admin:
        return Admin((await self.people.arrive(telegram_id, "uk", "")).id, telegram_id, f"Admin {telegram_id}")

    async def invited(self, telegram_id: int) -> Admin:
        newcomer = await self.comes(telegram_id)
        assert await self.admins.accept(await self.admins.invite(), newcomer)
        return newcomer

    async def may(self, admin: Admin) -> bool:
        return await self.admins.may(admin.account, admin.telegram_id)


@pytest.fixture
def door(database: Database) -> Door:
    return Door(database)


async def test_a_link_makes_one_admin_and_never_another(door: Door) -> None:
    petro, ivan, link = await door.comes(302), await door.comes(303), await door.admins.invite()
    assert not await door.may(petro)
    assert await door.admins.accept(link, petro)
    assert await door.may(petro)
    assert not await door.admins.accept(link, ivan)
    assert not await door.may(ivan)


async def test_two_who_open_it_at_once_are_not_both_let_in(door: Door) -> None:
    link, both = await door.admins.invite(), [await door.comes(302), await door.comes(303)]
    assert sorted(await asyncio.gather(*(door.admins.accept(link, one) for one in both))) == [False, True]


async def test_it_lives_a_day_and_is_kept_as_a_hash(door: Door) -> None:
    petro, link = await door.comes(302), await door.admins.invite()
    (row,) = await door.database.rows(select(admin_invites))
    assert link.removeprefix(INVITE) not in row.token
    assert source(link) == "", "nor is it kept as where somebody came from"
    door.clock.goes_on(INVITE_LIFE)
    assert not await door.admins.accept(link, petro)
    await door.store.forget()
    assert await door.database.rows(select(admin_invites)) == []


async def test_one_that_still_lives_is_not_forgotten(door: Door) -> None:
    petro, link = await door.comes(302), await door.admins.invite()
    door.clock.goes_on(INVITE_LIFE - timedelta(seconds=1))
    await door.store.forget()
    assert await door.admins.accept(link, petro)


@pytest.mark.parametrize("payload", ["", INVITE, f"{INVITE}guessed", "doctor_7"])
async def test_what_is_no_link_lets_nobody_in(door: Door, payload: str) -> None:
    assert not await door.admins.accept(payload, await door.comes(302))


async def test_whoever_is_one_does_not_use_a_link_up(door: Door) -> None:
    marta, petro, link = await door.comes(MARTA), await door.comes(302), await door.admins.invite()
    assert not await door.admins.accept(link, marta)
    assert await door.admins.accept(link, petro)


async def test_an_invited_one_is_taken_off_and_those_of_the_settings_are_not(door: Door) -> None:
    marta, petro = await door.comes(MARTA), await door.invited(302)
    assert [(one.telegram_id, one.fixed) for one in await door.admins.all()] == [(MARTA, True), (302, False)]
    assert await door.admins.take_off(petro, petro.account)
    assert not await door.may(petro)
    assert not await door.admins.take_off(marta, petro.account), "done already"
    assert not await door.admins.take_off(petro, marta.account)
    assert await door.may(marta)


async def test_the_last_of_all_stays(door: Door) -> None:
    nobody_named = Admins(door.store, [])
    petro, ivan = await door.invited(302), await door.invited(303)
    assert await nobody_named.take_off(petro, ivan.account)
    assert not await nobody_named.take_off(petro, petro.account)
    assert await door.may(petro)


async def test_who_came_and_who_was_taken_off_stands_in_the_list(door: Door) -> None:
    marta, petro = await door.comes(MARTA), await door.invited(302)
    await door.admins.take_off(marta, petro.account)
    went, came = await EditStore(door.database, door.clock).last(10)
    assert (came.part, came.by) == (CAME, "Admin 302")
    assert (went.part, went.by, went.named) == (WENT, "Admin 301", {"": "Admin 302"})


async def test_who_has_their_data_erased_is_none_any_more_and_has_no_name_in_the_list(door: Door) -> None:
    petro, ivan = await door.invited(302), await door.invited(303)
    person = await door.people.find(petro.account)
    assert person
    assert await PersonalStore(door.database).erase(person)
    assert [row.account_id for row in await door.database.rows(select(admins))] == [ivan.account]
    assert [edit.by for edit in await EditStore(door.database, door.clock).last(10)] == ["Admin 303", ""]
    told = [door.database.unseal(row.sealed) for row in await door.database.rows(select(edits).order_by(edits.c.id))]
    assert [one["admin"] for one in told] == [0, 303]


async def test_who_was_taken_off_and_has_their_data_erased_has_no_name_there_either(door: Door) -> None:
    marta, petro = await door.comes(MARTA), await door.invited(302)
    await door.admins.take_off(marta, petro.account)
    person = await door.people.find(petro.account)
    assert person
    assert await PersonalStore(door.database).erase(person)
    went, came = await EditStore(door.database, door.clock).last(10)
    assert (went.by, went.named, came.by) == ("Admin 301", {}, "")


async def test_their_ids_are_told_to_whoever_alarms_them(door: Door) -> None:
    await door.invited(302)
    assert await door.admins.invited() == [302]
