"""The patients on a phone: who comes first, who may be taken off, and when one must say that they act for somebody."""

from collections.abc import Sequence
from typing import Protocol

from reception.answers import details
from reception.people import Draft, PatientDetails, PatientOnPhone, Person
from reception.questions import Question


class Family(Protocol):
    """Each method is one transaction. Nothing happens to patients of anybody else's."""

    async def make_default(self, person_id: int, patient_id: int) -> None:
        """They come first wherever patients are listed; the others in the order in which they were added."""
        ...

    async def take_off(self, person_id: int, patient: PatientOnPhone) -> bool:
        """This chat acts for them no more and hears nothing of them; card and visits stay with the clinic.

        False, and no change, while a booking of theirs is under way here or its end has not been told.
        """
        ...


def acts_for_another(person: Person, added: Sequence[PatientDetails]) -> bool:
    """Whether adding them takes the word that this person may act for them.

    Not the first patient of a chat, who is nearly always whoever holds the phone and has just agreed for themselves.
    """
    return any(patient.details not in added for patient in person.patients) or len(added) > 1


def called(person: Person, patient: PatientOnPhone) -> str:
    """By the first name, where that tells them from the others on this phone."""
    alike = [one for one in person.patients if one.details.first_name == patient.details.first_name]
    return patient.details.name if len(alike) > 1 else patient.details.first_name


def lacks_tick(person: Person, draft: Draft) -> bool:
    """Whether whoever is on the check card can't be added yet for want of that word."""
    return Question.ACTS not in draft.answers and acts_for_another(person, [details(draft)])
