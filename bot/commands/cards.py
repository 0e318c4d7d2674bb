"""Whom a visit is booked for: of the patients on a number the one that is meant, or a new one."""

from datetime import date

from bot.by_hand import NotDone
from bot.commands.reception import Terminal, full_name, read_day, read_phone
from crm.model import NewPatient, Patient
from crm.spelling import same_name
from reception.names import FullName, NameDoubt, read_name


async def card_of(terminal: Terminal, phone: str, name: str | None, born: str | None) -> Patient:
    number, meant = read_phone(phone, terminal.clinic), _read_name(name) if name else None
    born_on = _read_birth_date(born, terminal) if born else None
    there = await terminal.reception.crm.find_patients(number)
    fitting = [patient for patient in there if _fits(patient, meant, born_on)]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1 or (there and meant is None):
        raise NotDone(f"On {number} there are {_listed(there)}; say which one by --name and --born")
    if meant is None or born_on is None:
        known = f"On {number} there are {_listed(there)}" if there else f"Nobody is known on {number}"
        raise NotDone(f'{known}; for a new card give --name "Surname First" and --born like 1987-05-12')
    return await terminal.reception.crm.create_patient(_new(meant, born_on, number))


def _read_name(typed: str) -> FullName:
    name = read_name(typed)
    if isinstance(name, NameDoubt) or not (name.surname and name.first_name):
        raise NotDone(f'"{typed}" is no full name; write it like "Левчук Марта", surname first')
    return name


def _read_birth_date(typed: str, terminal: Terminal) -> date:
    born_on = read_day(typed)
    if born_on > terminal.now.date():
        raise NotDone(f"{typed} lies ahead; nobody is born then")
    return born_on


def _fits(patient: Patient, meant: FullName | None, born_on: date | None) -> bool:
    names = meant is None or (
        same_name(patient.surname, meant.surname or "") and same_name(patient.first_name, meant.first_name or "")
    )
    return names and born_on in {None, patient.born_on}


def _listed(patients: list[Patient]) -> str:
    return ", ".join(f"{full_name(patient)} ({patient.born_on})" for patient in patients)


def _new(name: FullName, born_on: date, phone: str) -> NewPatient:
    return NewPatient(name.surname or "", name.first_name or "", name.patronymic or "", born_on, phone)
