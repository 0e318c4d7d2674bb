"""What people do at the desk, and what must be true of the answer whatever it is."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from crm.model import NewPatient
from reception.booking.outcomes import Booked, Check, Declined, No, Outcome, Taken
from reception.booking.way import Way
from reception.cancelling import Cancelled, NotCancelled
from reception.people import PatientOnPhone, Person
from reception.questions import Question
from reception.registration import NotRegistered
from tests.fuzz import truth
from tests.fuzz.ledger import Chat
from tests.fuzz.life import Card, Life, Weather, one_of


async def shares(life: Life, chat: Chat, new: NewPatient) -> None:
    await life.desk.identity.share(await life.person(chat), new.phone)
    life.ledger.shares(chat, new.phone)


async def types(life: Life, chat: Chat, new: NewPatient) -> None:
    identity = life.desk.identity
    if await identity.type_instead(await life.person(chat)) is None:
        assert chat.verified, "what is verified is not made less by typing"
        return
    draft = await identity.read_phone(await life.person(chat), new.phone)
    assert draft is not None
    await identity.accept_typed(await life.person(chat), draft)
    life.ledger.types(chat, new.phone)


async def registers(life: Life, chat: Chat, new: NewPatient) -> None:
    """Under whatever number the chat has."""
    person = await life.person(chat)
    if not chat.phone:
        return
    answers: dict[str, str] = {
        Question.SURNAME: new.surname,
        Question.FIRST_NAME: new.first_name,
        Question.PATRONYMIC: new.patronymic,
        Question.BORN_ON: new.born_on.isoformat(),
    }
    draft = await life.desk.drafts.keep(person.id, Question.CHECK, answers, "")
    added = await life.desk.registration.finish(person, draft)
    if not isinstance(added, NotRegistered):
        await _links(life, chat, added)


async def recognises(life: Life, chat: Chat, new: NewPatient) -> None:
    """By the birth date of somebody who may be known to the clinic."""
    if chat.verified:
        await life.desk.identity.ask_birth_date(await life.person(chat))
        person, typed = await life.person(chat), f"{new.born_on:%d.%m.%Y}"
        told = await life.desk.identity.recognise(person, typed, next(life.messages), life.desk.today())
        for added in getattr(told, "added", ()):
            await _links(life, chat, added)


async def erases(life: Life, chat: Chat, _new: NewPatient) -> None:
    await life.desk.people.erase((await life.person(chat)).id)
    chat.forgets()


Meeting = Callable[[Life, Chat, NewPatient], Coroutine[Any, Any, None]]
MEETINGS: Sequence[Meeting] = (registers, registers, recognises, shares, types, erases)


async def _links(life: Life, chat: Chat, added: PatientOnPhone) -> None:
    assert await truth.phone_of(life.database, added.crm_id) == chat.phone, "a card of another phone was opened"
    life.ledger.adds(chat, added.crm_id)
    assert len(chat.patients) <= life.clinic.rules.patients_per_phone


async def draws(life: Life, chat: Chat, patient: int, offer: int, time: int) -> Card | None:
    """A check card for a time that is free."""
    person = await life.person(chat)
    whom = one_of(person.patients, patient)
    return await _draws(life, person, Way(whom.id), offer, time) if whom else None


async def draws_a_move(life: Life, chat: Chat, visit: int, offer: int, time: int) -> Card | None:
    """Of one's own visit; anybody else's is none."""
    person = await life.person(chat)
    begun = await life.desk.moving.begins(person, life.desk.options(person), visit)
    mine = await _acts_for(life, chat, visit)
    assert mine or begun is No.GONE, "another person's visit begins to move"
    return await _draws(life, person, begun, offer, time) if isinstance(begun, Way) else None


async def _draws(life: Life, person: Person, way: Way, offer: int, time: int) -> Card | None:
    desk = life.desk
    options = desk.options(person)
    chosen = one_of(options.offers(way), offer)
    if chosen is None:
        return None
    way = replace(way, doctor=chosen.doctor, branch=chosen.branch, service=chosen.service, visit=True)
    slot = one_of(await desk.times.free(options.catalogue, way), time)
    told = await desk.booking.check(person, options, way, slot.starts_at) if slot else None
    if not isinstance(told, Check):
        assert not isinstance(told, Taken), "what was free a moment ago is taken by nobody"
        return None
    known = await truth.appointment(life.database, way.moving)
    whom = told.visit.patient.crm_id
    doctor = options.catalogue.doctors[way.doctor].id
    card = Card(told.key, person.id, whom, doctor, told.visit.starts_at, known or "")
    life.cards.append(card)
    return card


async def confirms(life: Life, chat: Chat, card: Card, weather: Weather = Weather.FINE) -> Outcome | None:
    """Tapped by anybody: what stands afterwards is what was said, and nothing else has changed."""
    before = await truth.standing(life.database)
    said = await life.under(weather, lambda: answer(life, chat, card))
    after = await truth.standing(life.database)
    made, gone = after - before, before - after
    assert {fact.id for fact in gone} <= {card.moving}, "somebody's visit is gone"
    assert len(made) <= 1
    for fact in made:
        assert (fact.patient, fact.doctor, fact.starts_at) == (card.patient, card.doctor, card.starts_at)
        assert fact.id == await truth.made_by(life.database, card.key)
    match said:
        case Booked(visit=visit, beside=beside):
            there = await truth.made_by(life.database, card.key)
            assert (there, visit.starts_at) in {(fact.id, fact.starts_at) for fact in after}, "told, and not there"
            old = [fact for fact in after if fact.id == card.moving != there and life.is_ahead(fact)]
            assert beside or not old, "told that it has moved, and the old one stands"
            await _keeps_to_the_limit(life, card, made)
        case Taken() | Declined():
            assert before == after, "told that it is not booked, and it is"
        case _:
            assert weather is not Weather.FINE, "the system answers, and nobody is told what it said"
    return said


async def _keeps_to_the_limit(life: Life, card: Card, made: frozenset[truth.Fact]) -> None:
    """Reception may book more; whoever comes to the desk may not."""
    if made and not card.moving:
        theirs = [one for one in await truth.standing(life.database) if one.patient == card.patient]
        assert sum(map(life.is_ahead, theirs)) <= life.clinic.rules.visits_ahead


async def answer(life: Life, chat: Chat, card: Card) -> Outcome:
    """To a tap on Confirm, which nobody but whom the card was shown to has."""
    person = await life.person(chat)
    said = await life.desk.booking.confirm(person, life.desk.options(person), card.key)
    assert person.id == card.account or said == Declined(No.GONE), "another person's card is answered"
    return said


async def cancels(life: Life, chat: Chat, visit: int, weather: Weather = Weather.FINE) -> None:
    before, mine = await truth.standing(life.database), await _acts_for(life, chat, visit)
    said = await life.under(weather, lambda: cancel(life, chat, visit))
    gone = before - await truth.standing(life.database)
    assert {fact.id for fact in gone} <= {await truth.appointment(life.database, visit)}
    assert mine or (not gone and said in {NotCancelled.FOREIGN, None}), "another person's visit is cancelled"
    if isinstance(said, Cancelled):
        assert said.visit.appointment.id not in {fact.id for fact in before - gone}, "told, and it stands"
    elif isinstance(said, NotCancelled) and said is not NotCancelled.NOT_KNOWN:
        assert not gone, "told that it stands, and it does not"


async def cancel(life: Life, chat: Chat, visit: int) -> Cancelled | NotCancelled:
    return await life.desk.cancelling.cancel(await life.person(chat), life.desk.catalogue, visit)


async def together(deeds: Sequence[Callable[[], Coroutine[Any, Any, object]]]) -> None:
    await asyncio.gather(*(deed() for deed in deeds))


async def _acts_for(life: Life, chat: Chat, visit: int) -> bool:
    appointment = await truth.appointment(life.database, visit)
    facts = await truth.visits(life.database)
    return appointment in facts and facts[appointment].patient in chat.patients
