"""How often the birth date of a card may be guessed on its number, and what is such a guess."""

from crm.model import NewPatient, Patient
from crm.spelling import name_key, same_name
from reception.people import Person, PhoneState

TRIES = 3  # a day


def unproven(person: Person, cards: list[Patient]) -> list[Patient]:
    """Of the cards on a number those that are not in this chat yet and that a birth date can prove."""
    here = {patient.crm_id for patient in person.patients if patient.verified}
    return [card for card in cards if card.id not in here and card.born_on is not None]


def is_guess(person: Person, cards: list[Patient], patient: NewPatient) -> bool:
    """Whether registering this patient may find out a birth date: the number is verified and has an unproven card
    whose first name begins with the same letter.

    So coarse on purpose: a refusal for that letter tells no more than the initials that were shown.
    """
    hidden = unproven(person, cards)
    here = [card for card in cards if card not in hidden]
    if person.phone_state is not PhoneState.VERIFIED or any(is_of(card, patient) for card in here):
        return False
    letter = name_key(patient.first_name)[:1]
    return letter in {name_key(card.first_name)[:1] for card in hidden}


def is_of(card: Patient, patient: NewPatient) -> bool:
    """The same birth date and the same name, however it is spelled."""
    return (
        card.born_on == patient.born_on
        and same_name(card.first_name, patient.first_name)
        and same_name(card.surname, patient.surname)
    )
