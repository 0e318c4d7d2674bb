"""Patients' cards (section 5). Notes, addresses and photos in the rows are not even looked at."""

from clinic.model import Clinic
from crm.eleks.answers import Row, lone_number
from crm.eleks.phones import forms, numbers
from crm.eleks.session import Session
from crm.eleks.values import day, is_number, sent_day, text
from crm.errors import AuthFailed, OutcomeUnknown, Refused, Unavailable
from crm.model import NewPatient, Patient, Sex
from crm.spelling import name_key

CARD = "patientid"
SEXES = {Sex.MALE: "MAL", Sex.FEMALE: "FEM"}


class Patients:
    def __init__(self, session: Session, clinic: Clinic) -> None:
        self._session = session
        self._region = clinic.region
        self._forms = clinic.crm.phones

    async def find(self, phone: str) -> list[Patient]:
        """In each form that their cards may have, until one is found. What else the search brings is not believed."""
        for form in forms(phone, self._forms, self._region):
            rows = await self._session.read("spzIBPatientSearch", CARD, PatientPhone=form)
            cards = {card.id: card for row in rows if phone in (card := self._card(row)).phones}
            if cards:
                return list(cards.values())
        return []

    async def exists(self, patient_id: str) -> bool:
        return await self._by_id(patient_id) is not None

    async def create(self, new: NewPatient) -> Patient:
        """They may take the patient for one they know: the card is read back, and must be this person's."""
        if new.sex is None:
            raise Refused("the patient's sex is not told; they would take it for male")
        given = {
            "PatientName1": new.surname,
            "PatientName2": new.first_name,
            "PatientName3": new.patronymic or None,
            "PatientBirthDate": sent_day(new.born_on),
            "PatientSexCode": SEXES[new.sex],
            "PatientPhone": forms(new.phone, self._forms, self._region)[0],
        }
        body, rows = await self._session.answer("spzIBPatientCreate", CARD, given, writing=True)
        card = await self._read_back(text(rows[0][CARD]) if rows else lone_number(body))
        if not _is_of(card, new):
            raise Refused("taken for a patient who may be another")
        return card

    async def _read_back(self, patient_id: str) -> Patient:
        try:
            card = await self._by_id(patient_id)
        except (Unavailable, AuthFailed) as error:
            raise OutcomeUnknown("a card was made and cannot be read") from error
        if card is None:
            raise OutcomeUnknown("a card was made and is not found")
        return card

    async def _by_id(self, patient_id: str) -> Patient | None:
        if not is_number(patient_id):
            return None
        rows = await self._session.read("spzIBPatientSearch", CARD, PatientID=patient_id)
        return next((self._card(row) for row in rows if text(row[CARD]) == patient_id), None)

    def _card(self, row: Row) -> Patient:
        """The whole name is one text: surname, first name and patronymic by blanks, as PatientCreate orders them."""
        surname, first_name, patronymic, *_ = [*text(row.get("patientname")).split(maxsplit=2), "", "", ""]
        fields = (text(row.get(key)) for key in ("patientphone", "patientsmsphone"))
        return Patient(
            id=text(row[CARD]),
            surname=surname,
            first_name=first_name,
            patronymic=patronymic,
            born_on=day(row.get("patientbirthdate")),
            phones=tuple(dict.fromkeys(phone for field in fields for phone in numbers(field, self._region))),
        )


def _is_of(card: Patient, new: NewPatient) -> bool:
    """The same number and birth date, and a name that begins alike: where its parts end, a card does not tell."""
    theirs = name_key(f"{card.surname} {card.first_name} {card.patronymic}").split()
    ours = name_key(f"{new.surname} {new.first_name}").split()
    return card.born_on == new.born_on and new.phone in card.phones and theirs[: len(ours)] == ours != []
