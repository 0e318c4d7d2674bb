"""What must hold of who waits, and of what is held for them."""

from collections.abc import Callable
from datetime import datetime
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from reception.waitlist.wish import MOST_OFFERED, suits
from tests.fuzz.ledger import Chat
from tests.fuzz.life import Life
from tests.fuzz.truth import HAS_BEGUN, Truth, overlap

Wall = Callable[[Row[Any], datetime], datetime]  # on the clock of a hold's branch


async def to_whom_it_is_held(life: Life, before: Truth, truth: Truth) -> None:
    """``before``: the step that has just been taken."""
    nothing_is_held_for_two(truth, life.clock.now())
    nobody_books_what_is_held_for_another(before, truth, life.clock.now())
    rules, wall = life.clinic.rules, _wall(life)
    for hold in truth.tables["holds"]:
        assert rules.quiet_until <= wall(hold, hold.made_at).time() < rules.quiet_from, "offered at night"
    offers_are_few(truth, wall)
    offers_are_what_was_wished(truth, wall)
    wishes_are_of_patients_who_are_there(life, truth)


def nothing_is_held_for_two(truth: Truth, now: datetime) -> None:
    for one, other in combinations(truth.held(now), 2):
        assert not overlap(one, other), "held for two"


def nobody_books_what_is_held_for_another(before: Truth, truth: Truth, now: datetime) -> None:
    """What reception gives away by itself is bound by no hold."""
    assert not truth.contended(now), "both held for one and being booked for another"
    held = truth.held(now)
    kept = {row.id for row in before.tables["holds"]}
    begun = {row.key for row in before.tables["bookings"] if row.state in HAS_BEGUN}
    for row in truth.tables["bookings"]:
        for hold in (one for one in held if overlap(one, row) and one.patient_id != row.patient_id):
            new = row.state in HAS_BEGUN and row.key not in begun
            assert not (new and hold.id in kept), "booked, though it is held for another"


def offers_are_few(truth: Truth, wall: Wall) -> None:
    """What was gone before they could have it counts as none."""
    offers = [hold for hold in truth.tables["holds"] if hold.state != "gone"]
    for wish in truth.tables["wishes"]:
        assert sum(hold.wish_id == wish.id for hold in offers) <= MOST_OFFERED, "offered too often"
    for one, other in combinations(offers, 2):
        on = wall(other, one.made_at).date()
        assert one.patient_id != other.patient_id or on < wall(other, other.made_at).date(), "two on one day"


def offers_are_what_was_wished(truth: Truth, wall: Wall) -> None:
    wishes = {row.id: row for row in truth.tables["wishes"]}
    for hold in truth.tables["holds"]:
        wish = wishes[hold.wish_id]
        assert (hold.account_id, hold.patient_id) == (wish.account_id, wish.patient_id), "offered to another"
        assert wish.doctor_id in {0, hold.doctor_id}, "another doctor than they wait for"
        assert wish.branch_id in {0, hold.branch_id}, "another branch than they wait for"
        assert suits(wish.days, wall(hold, hold.starts_at).date()), "another day than they wait for"
        assert hold.state != "held" or wish.ended_at is None, "held, and nobody waits any more"


def wishes_are_of_patients_who_are_there(life: Life, truth: Truth) -> None:
    """In the very chat that acts for them."""
    acts = {(chat.account, crm_id) for chat in life.ledger.chats for crm_id in chat.patients}
    there = {row.id: row.crm_id for row in truth.tables["patients"]}
    for row in (*truth.tables["wishes"], *truth.tables["holds"]):
        assert (row.account_id, there.get(row.patient_id)) in acts, "somebody waits who is gone"


async def what_they_wait_for_is_their_own(life: Life, chat: Chat, truth: Truth) -> None:
    person = await life.person(chat)
    patients = {patient.id for patient in person.patients}
    listed = await life.desk.waitlist.of(person)
    assert {wish.way.patient for wish in listed} <= patients, "another person's wish is listed"
    own = {row.id for row in truth.waiting if row.patient_id in patients}
    assert {wish.id for wish in listed} == own, "not all that they wait for is listed"


async def nobody_is_told_of_anothers(life: Life, chat: Chat, truth: Truth) -> None:
    """By a wish's or a hold's number."""
    person, waitlist = await life.person(chat), life.desk.waitlist
    patients = {patient.id for patient in person.patients}
    for row in truth.tables["wishes"]:
        found = await waitlist.find(person, row.id)
        assert (found is not None) is (row.patient_id in patients), "another person's wish is shown"
    for row in truth.tables["holds"]:
        mine = row.patient_id in patients
        assert (await waitlist.hold(person, row.id) is not None) is mine, "another person's hold is shown"
        held = await waitlist.held(person, life.desk.catalogue, row.id)
        assert (held is not None) is (mine and row in truth.held(life.clock.now())), (
            "told that it is held, and it is not"
        )


def _wall(life: Life) -> Wall:
    branches = life.desk.catalogue.branches
    return lambda hold, at: at.astimezone(ZoneInfo(branches[hold.branch_id].zone))
