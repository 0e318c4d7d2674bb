"""What people do at the desk, and what must be true of the answer whatever it is."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from crm.model import NewPatient
from reception.booking.outcomes import Booked, Check, Declined, No, Outcome, Taken
from reception.booking.way import Way
from reception.cancelling import Cancelled, NotCancelled
from reception.identity import Proven
from reception.people import Draft, PatientOnPhone, Person
from reception.questions import Question
from reception.registration import NotRegistered
from tests.fuzz.ledger import Chat
from tests.fuzz.life import Card, Life, Weather, one_of
from tests.fuzz.truth import Truth


async def shares(life: Life, chat: Chat, new: NewPatient) -> None:
    if await life.desk.identity.share(await life.person(chat), new.phone):
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
        Question.ACTS: "",
    }
    draft = await life.desk.drafts.keep(person.id, Question.CHECK, answers, "")
    added = await life.desk.registration.finish(person, draft)
    assert not isinstance(added, Draft), "the tick is there"
    if not isinstance(added, NotRegistered):
        await _links(life, chat, added)


async def recognises(life: Life, chat: Chat, new: NewPatient) -> None:
    """By the birth date of somebody who may be known to the clinic, and by the tick where that is asked."""
    if chat.verified:
        await life.desk.identity.ask_birth_date(await life.person(chat))
        person, typed = await life.person(chat), f"{new.born_on:%d.%m.%Y}"
        told = await life.desk.identity.recognise(person, typed, next(life.messages), life.desk.today())
        if isinstance(told, Proven):
            told = await life.desk.identity.tick(await life.person(chat), told.draft)
        for added in getattr(told, "added", ()):
            await _links(life, chat, added)


async def erases(life: Life, chat: Chat, _new: NewPatient) -> None:
    if await life.desk.privacy.erase(await life.person(chat)):
        chat.forgets()


async def is_taken_off(life: Life, chat: Chat, new: NewPatient) -> None:
    """Whoever of them was born on that day."""
    person = await life.person(chat)
    for patient in person.patients:
        if patient.details.born_on == new.born_on and await life.desk.family.take_off(person.id, patient):
            del chat.patients[patient.crm_id]


Meeting = Callable[[Life, Chat, NewPatient], Coroutine[Any, Any, None]]
MEETINGS: Sequence[Meeting] = (registers, registers, recognises, shares, types, erases, is_taken_off)


async def _links(life: Life, chat: Chat, added: PatientOnPhone) -> None:
    cards = await life.reception.crm.find_patients(chat.phone)
    assert added.crm_id in {card.id for card in cards}, "a card of another phone was opened"
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
    return await shown(life, person, told)


async def shown(life: Life, person: Person, told: Check) -> Card:
    doctor = life.desk.catalogue.doctors[told.way.doctor].id
    moving = (await life.truth()).appointment(told.way.moving) or ""
    card = Card(told.key, person.id, told.visit.patient.crm_id, doctor, told.visit.starts_at, moving)
    life.cards.append(card)
    return card


async def confirms(life: Life, chat: Chat, card: Card, weather: Weather = Weather.FINE) -> None:
    """Tapped by anybody: what stands afterwards is what was said, and nothing else has changed."""
    before = (await life.truth()).standing
    said = await life.under(weather, lambda: answer(life, chat, card))
    truth = await life.truth()
    made, gone = truth.standing - before, before - truth.standing
    assert {fact.id for fact in gone} <= {card.moving}, "somebody's visit is gone"
    assert len(made) <= 1
    for fact in made:
        assert (fact.patient, fact.doctor, fact.starts_at) == (card.patient, card.doctor, card.starts_at)
        assert fact.id == truth.made_by(card.key)
    match said:
        case Booked():
            _is_as_told(life, truth, card, said)
            assert card.moving or not made or _keeps_to_the_limit(life, chat, truth, card), "more than the rules allow"
        case Taken() | Declined():
            assert not made | gone, "told that it is not booked, and it is"
        case _:
            assert weather is not Weather.FINE, "the system answers, and nobody is told what it said"


def _is_as_told(life: Life, truth: Truth, card: Card, said: Booked) -> None:
    there = truth.made_by(card.key)
    now = truth.visits[there or ""]
    assert now.status != "cancelled", "told that it is booked, and it is not"
    assert said.visit.starts_at == now.starts_at
    if card.moving not in {"", there}:
        old = truth.visits[card.moving]
        assert said.beside or not old.is_ahead(life.clock.now()), "told that it has moved, and the old one stands"


def _keeps_to_the_limit(life: Life, chat: Chat, truth: Truth, card: Card) -> bool:
    """Reception may book more, and whose number is not verified learns nothing of what others have booked."""
    now = life.clock.now()
    ahead = [fact for fact in truth.standing if fact.patient == card.patient and fact.is_ahead(now)]
    return len(ahead) <= life.clinic.rules.visits_ahead or not chat.patients[card.patient].verified


async def answer(life: Life, chat: Chat, card: Card) -> Outcome:
    """To a tap on Confirm, which nobody but whom the card was shown to has."""
    person = await life.person(chat)
    said = await life.desk.booking.confirm(person, life.desk.options(person), card.key)
    assert person.id == card.account or said == Declined(No.GONE), "another person's card is answered"
    return said


async def cancels(life: Life, chat: Chat, visit: int, weather: Weather = Weather.FINE) -> None:
    before, mine = await life.truth(), await _acts_for(life, chat, visit)
    said = await life.under(weather, lambda: cancel(life, chat, visit))
    after = await life.truth()
    gone = {fact.id for fact in before.standing - after.standing}
    assert gone <= ({before.appointment(visit)} if mine else set()), "another visit is cancelled"
    assert mine or said in {NotCancelled.FOREIGN, None}
    match said:
        case Cancelled(visit=own):
            assert not after.visits[own.appointment.id].stands, "told that it is cancelled, and it stands"
        case NotCancelled.FOREIGN | NotCancelled.OVER | NotCancelled.REFUSED:
            assert not gone, "told that it stands, and it does not"


async def cancel(life: Life, chat: Chat, visit: int) -> Cancelled | NotCancelled:
    return await life.desk.cancelling.cancel(await life.person(chat), life.desk.catalogue, visit, None)


Deeds = Sequence[Callable[[], Coroutine[Any, Any, object]]]
InTurn = Callable[[Deeds], Coroutine[Any, Any, None]]


async def together(deeds: Deeds) -> None:
    await asyncio.gather(*(deed() for deed in deeds))


async def one_by_one(deeds: Deeds) -> None:
    for deed in deeds:
        await deed()


async def _acts_for(life: Life, chat: Chat, visit: int) -> bool:
    truth = await life.truth()
    fact = truth.visits.get(truth.appointment(visit) or "")
    return fact is not None and fact.patient in chat.patients
