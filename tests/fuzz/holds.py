"""What must hold after every step, whatever has happened. Each compares what the desk says with what the tables say."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from crm.errors import CrmError
from db import tables as own
from reception.booking.outcomes import Visit
from reception.booking.way import Way
from reminders.plan import PLANNED, Kind
from tests.fuzz import truth
from tests.fuzz.ledger import Chat
from tests.fuzz.life import Life
from tests.fuzz.truth import Fact

BEFOREHAND = (Kind.DAY_BEFORE, Kind.TWO_HOURS)


async def everything(life: Life) -> None:
    await nobody_is_in_two_places(life)
    await what_is_offered_is_free(life)
    await chats_act_for_their_own_patients_alone(life)
    await what_is_noted_as_booked_was_booked(life)
    await a_move_that_is_over_leaves_one_visit(life)
    await notices_are_of_visits_to_come(life)
    for chat in life.ledger.chats:
        await the_list_is_their_own(life, chat)


async def nobody_is_in_two_places(life: Life) -> None:
    facts = await truth.standing(life.database)
    assert not truth.in_two_places(facts, lambda fact: fact.doctor)
    assert not truth.in_two_places(facts, lambda fact: fact.patient)


async def what_is_offered_is_free(life: Life) -> None:
    """Neither booked nor, as far as we know, about to be."""
    desk, facts, held = life.desk, await truth.standing(life.database), await truth.in_flight(life.database)
    for offer in desk.catalogue.offers:
        way = Way(branch=offer.branch, doctor=offer.doctor, service=offer.service)
        theirs = [fact for fact in facts if fact.doctor == desk.catalogue.doctors[offer.doctor].id]
        ours = [row for row in held if row.doctor_id == offer.doctor]
        for slot in await desk.times.free(desk.catalogue, way):
            assert not [fact for fact in theirs if fact.overlaps(slot.starts_at, slot.ends_at)], "free and booked"
            assert not [row for row in ours if row.starts_at < slot.ends_at and slot.starts_at < row.ends_at]


async def chats_act_for_their_own_patients_alone(life: Life) -> None:
    rows = await truth.rows(life.database, own.patients)
    linked = {(row.account_id, row.crm_id, row.verified) for row in rows}
    entered = {
        (chat.account, crm_id, patient.verified)
        for chat in life.ledger.chats
        for crm_id, patient in chat.patients.items()
    }
    assert linked == entered


async def what_is_noted_as_booked_was_booked(life: Life) -> None:
    for row in await truth.rows(life.database, own.bookings):
        if row.state == "booked":
            assert row.appointment_id == await truth.made_by(life.database, row.key)


async def a_move_that_is_over_leaves_one_visit(life: Life) -> None:
    """One that is still in flight may have taken its new time before it has freed the old one."""
    under_way = {row.key for row in await truth.in_flight(life.database)}
    facts = await truth.visits(life.database)
    for card in life.cards:
        new = await truth.made_by(life.database, card.key) if card.moving and card.key not in under_way else None
        if new not in {None, card.moving}:
            assert not (life.is_ahead(facts[card.moving]) and facts[str(new)].stands), "both stand"


async def the_list_is_their_own(life: Life, chat: Chat) -> None:
    """All of a verified number's patients; of the others' what was made in this chat."""
    person = await life.person(chat)
    listed = {_told(visit) for visit in await life.desk.visits.numbered(person, life.desk.catalogue)}
    ahead = [fact for fact in (await truth.visits(life.database)).values() if life.is_ahead(fact)]
    assert {_known(fact) for fact in ahead if _is_proven(chat, fact)} <= listed, "their own visit is not listed"
    theirs = await _seen_by(life, chat, ahead)
    assert listed <= {_known(fact) for fact in theirs}, "another person's visit is listed"


async def no_other_door_leads_further(life: Life, chat: Chat) -> None:
    """By a visit's number, by a booking's key, by the list that is there when the system is silent."""
    person, visits, catalogue = await life.person(chat), life.desk.visits, life.desk.catalogue
    facts = await truth.visits(life.database)
    seen = {fact.id for fact in await _seen_by(life, chat, facts.values())}
    for row in await truth.rows(life.database, own.visits):
        shown = await visits.visit(person, row.id)
        assert shown is None or shown.appointment.id == row.appointment_id in seen, "another person's visit is shown"
    for card in life.cards:
        booked = await visits.booked(person, catalogue, card.key)
        assert booked is None or (card.account == person.id and booked.patient.crm_id in chat.patients)
    life.crm.faulty.goes_down()
    with suppress(CrmError):
        remembered = await visits.ahead(person, catalogue)
        assert {visit.patient.crm_id for visit in remembered.visits} <= set(chat.patients)
    life.crm.faulty.comes_back()


async def notices_are_of_visits_to_come(life: Life) -> None:
    """As far as the bot has heard of them; before they begin, and to whoever acts for the patient."""
    messages = {row.id: row for row in await truth.rows(life.database, own.outbox) if row.state == "due"}
    visits = {row.id: row for row in await truth.rows(life.database, own.visits)}
    patients = {chat.account: chat.patients for chat in life.ledger.chats}
    for about in await truth.rows(life.database, own.outbox_visits):
        message, visit = messages.get(about.outbox_id), visits[about.visit_id]
        if message is None or message.kind not in PLANNED:
            continue
        assert visit.status in truth.TAKES_TIME
        assert visit.starts_at == about.starts_at
        assert visit.patient_id in patients[message.account_id], "told to whoever does not act for them"
        if message.kind in BEFOREHAND:
            assert message.due_at < message.expires_at <= visit.starts_at


async def everything_is_settled(life: Life) -> None:
    """Once the system has answered for long enough and the program has been awake."""
    assert await truth.in_flight(life.database) == []
    facts = await truth.visits(life.database)
    for row in await truth.rows(life.database, own.visits):
        fact = facts[row.appointment_id]
        assert (row.status, row.starts_at, row.doctor_id) == (fact.status, fact.starts_at, fact.doctor), "not heard of"


async def _seen_by(life: Life, chat: Chat, facts: Iterable[Fact]) -> list[Fact]:
    made_here = await truth.made_in(life.database, chat.account)
    return [
        fact for fact in facts if fact.patient in chat.patients and (_is_proven(chat, fact) or fact.id in made_here)
    ]


def _is_proven(chat: Chat, fact: Fact) -> bool:
    return fact.patient in chat.patients and chat.patients[fact.patient].verified


def _known(fact: Fact) -> tuple[str, datetime]:
    return fact.patient, fact.starts_at


def _told(visit: Visit) -> tuple[str, datetime]:
    return visit.patient.crm_id, visit.starts_at
