"""The visits ahead, listed: where My visits leads from everywhere."""

from collections.abc import Sequence

from handlers.screen import Screen
from handlers.screens import menu
from handlers.screens import visits as screens
from handlers.talk import Talk
from handlers.visit_taps import MyVisits, Then
from reception.people import PatientOnPhone, access_patient

ALL = MyVisits(then=Then.OPEN, patient=0, page=0)


async def list_ahead(talk: Talk, at: MyVisits = ALL) -> Screen:
    if (patients := chosen(talk, at.patient)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    found = await talk.desk.visits.ahead(talk.person, talk.desk.catalogue, patients)
    return screens.ahead(talk.say, talk.desk.clinic, talk.person.patients, found, at, talk.person.wishes)


def chosen(talk: Talk, patient: int) -> Sequence[PatientOnPhone] | None:
    """All of theirs for 0; None for somebody else's."""
    if not patient:
        return talk.person.patients
    one = access_patient(talk.person, patient)
    return (one,) if one else None
