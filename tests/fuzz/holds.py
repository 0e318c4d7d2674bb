"""What must hold after every step, whatever has happened. Each compares what the desk says with what the tables say."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from crm.errors import CrmError
from reception.booking.outcomes import Visit
from reception.booking.way import Way
from reminders.plan import PLANNED, Kind
from tests.fuzz import offered
from tests.fuzz.ledger import Chat
from tests.fuzz.life import Life
from tests.fuzz.truth import TAKES_TIME, Fact, Truth, in_two_places

BEFOREHAND = (Kind.DAY_BEFORE, Kind.TWO_HOURS)


async def everything(life: Life) -> None:
    truth = await life.truth()
    nobody_is_in_two_places(truth)
    await what_is_offered_is_free(life, truth)
    chats_act_for_their_own_patients_alone(life, truth)
    what_is_noted_as_booked_was_booked(truth)
    a_move_that_is_over_leaves_one_visit(life, truth)
    notices_are_of_visits_to_come(life, truth)
    await offered.to_whom_it_is_held(life, life.before, truth)
    for chat in life.ledger.chats:
        await the_list_is_their_own(life, chat, truth)
        await offered.what_they_wait_for_is_their_own(life, chat, truth)
    life.before = truth


def nobody_is_in_two_places(truth: Truth) -> None:
    assert not in_two_places(truth.standing, lambda fact: fact.doctor), "a doctor is in two places"
    assert not in_two_places(truth.standing, lambda fact: fact.patient), "a patient is in two places"


async def what_is_offered_is_free(life: Life, truth: Truth) -> None:
    """Neither booked nor, as far as we know, about to be, nor held for anybody."""
    desk, held = life.desk, truth.held(life.clock.now())
    for offer in desk.catalogue.offers:
        doctor = desk.catalogue.doctors[offer.doctor].id
        theirs = [fact for fact in truth.standing if fact.doctor == doctor]
        ours = [row for row in (*truth.in_flight, *held) if row.doctor_id == offer.doctor]
        way = Way(branch=offer.branch, doctor=offer.doctor, service=offer.service)
        for slot in await desk.times.free(desk.catalogue, way):
            assert not [fact for fact in theirs if fact.overlaps(slot.starts_at, slot.ends_at)], "free and booked"
            in_the_way = [row for row in ours if row.starts_at < slot.ends_at and slot.starts_at < row.ends_at]
            assert not in_the_way, "free, and being booked or held"


def chats_act_for_their_own_patients_alone(life: Life, truth: Truth) -> None:
    entered = {
        (chat.account, crm_id, patient.verified)
        for chat in life.ledger.chats
        for crm_id, patient in chat.patients.items()
    }
    assert {(row.account_id, row.crm_id, row.verified) for row in truth.tables["patients"]} == entered


def what_is_noted_as_booked_was_booked(truth: Truth) -> None:
    for row in truth.tables["bookings"]:
        assert row.state != "booked" or row.appointment_id == truth.made_by(row.key)


def a_move_that_is_over_leaves_one_visit(life: Life, truth: Truth) -> None:
    """One that is still in flight may have taken its new time before it has freed the old one."""
    in_flight = {row.key for row in truth.in_flight}
    for card in life.cards:
        new = truth.made_by(card.key) if card.moving and card.key not in in_flight else None
        if new not in {None, card.moving}:
            old = truth.visits[card.moving]
            assert not (old.is_ahead(life.clock.now()) and truth.visits[str(new)].stands), "both stand"


def notices_are_of_visits_to_come(life: Life, truth: Truth) -> None:
    """As far as the bot has heard of them; before they begin, and to whoever acts for the patient."""
    due = {row.id: row for row in truth.tables["outbox"] if row.state == "due" and row.kind in PLANNED}
    remembered = {row.id: row for row in truth.tables["visits"]}
    patients = {chat.account: chat.patients for chat in life.ledger.chats}
    for about in (row for row in truth.tables["outbox_visits"] if row.outbox_id in due):
        message, visit = due[about.outbox_id], remembered[about.visit_id]
        assert (visit.status in TAKES_TIME, visit.starts_at) == (True, about.starts_at)
        assert visit.patient_id in patients[message.account_id], "told to whoever does not act for them"
        assert message.kind not in BEFOREHAND or message.due_at < message.expires_at <= visit.starts_at


async def the_list_is_their_own(life: Life, chat: Chat, truth: Truth) -> None:
    """All of a verified number's patients; of the others' what was made in this chat."""
    person = await life.person(chat)
    found = await life.desk.visits.ahead(person, life.desk.catalogue, person.patients)
    listed = {_told(visit) for visit in found.visits}
    ahead = [fact for fact in truth.visits.values() if fact.is_ahead(life.clock.now())]
    assert {_known(fact) for fact in ahead if _is_proven(chat, fact)} <= listed, "their own visit is not listed"
    assert listed <= {_known(fact) for fact in _seen_by(chat, truth, ahead)}, "another person's visit is listed"


async def no_other_door_leads_further(life: Life, chat: Chat) -> None:
    """By a visit's number, by a booking's key, by the list that is there when the system is silent."""
    person, truth = await life.person(chat), await life.truth()
    visits, catalogue = life.desk.visits, life.desk.catalogue
    seen = {fact.id for fact in _seen_by(chat, truth, truth.visits.values())}
    for row in truth.tables["visits"]:
        shown = await visits.visit(person, row.id)
        assert shown is None or shown.appointment.id == row.appointment_id in seen, "another person's visit is shown"
    for card in life.cards:
        booked = await visits.under(person, card.key)
        assert booked is None or (card.account == person.id and booked.patient.crm_id in chat.patients)
    await offered.nobody_is_told_of_anothers(life, chat, truth)
    over = await visits.over(person, person.patients)
    assert {visit.id for visit in over} <= seen, "another person's past visit is listed"
    life.crm.faulty.goes_down()
    with suppress(CrmError):
        remembered = await visits.ahead(person, catalogue, person.patients)
        assert {visit.patient.crm_id for visit in remembered.visits} <= set(chat.patients)
    life.crm.faulty.comes_back()


async def everything_is_settled(life: Life) -> None:
    """Once the system has answered for long enough and the program has been awake."""
    truth = await life.truth()
    assert truth.in_flight == []
    for row in truth.tables["visits"]:
        fact = truth.visits[row.appointment_id]
        assert (row.status, row.starts_at, row.doctor_id) == (fact.status, fact.starts_at, fact.doctor), "not heard of"


def _seen_by(chat: Chat, truth: Truth, facts: Iterable[Fact]) -> list[Fact]:
    made_here = truth.made_in(chat.account)
    theirs = [fact for fact in facts if fact.patient in chat.patients]
    return [fact for fact in theirs if _is_proven(chat, fact) or fact.id in made_here]


def _is_proven(chat: Chat, fact: Fact) -> bool:
    return fact.patient in chat.patients and chat.patients[fact.patient].verified


def _known(fact: Fact) -> tuple[str, datetime]:
    return fact.patient, fact.starts_at


def _told(visit: Visit) -> tuple[str, datetime]:
    return visit.patient.crm_id, visit.starts_at
