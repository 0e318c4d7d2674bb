"""Patients' cards (section 5)."""

from datetime import date, datetime, time

from tests.crm.eleks.server.directory import Given, Row
from tests.crm.eleks.server.world import Card, World

SECRET = "нікому не показувати"  # a note on every card
COUNTRY = "380"


async def search(world: World, given: Given) -> list[Row]:
    """No rows are nobody."""
    return [_row(card) for card in world.cards.values() if _fits(world, card, given)]


async def create(world: World, given: Given) -> list[Row]:
    names = tuple(given.get(f"PatientName{number}", "") for number in (1, 2, 3))
    digits = given["PatientPhone"].removeprefix("+")
    whole = f"{COUNTRY}{digits[1:]}" if digits.startswith("0") else digits
    card = Card(
        id=5000 + len(world.cards),
        names=(names[0], names[1], names[2]),
        born_on=date.fromisoformat(given["PatientBirthDate"][:10]),
        sex=given["PatientSexCode"],
        phone=stored(world, whole),
    )
    known = next((one for one in world.cards.values() if _same(world, one, card)), None)
    if known is None:
        world.cards[card.id] = card
    return [{world.dialect.created_key: (known or card).id}]


def stored(world: World, digits: str) -> str:
    """A number as this clinic writes it."""
    forms = {"380…": digits, "+380…": f"+{digits}", "0…": f"0{digits.removeprefix(COUNTRY)}"}
    return forms[world.dialect.stored]


def _fits(world: World, card: Card, given: Given) -> bool:
    phone = given.get("PatientPhone")
    same = phone is None or phone == card.phone or (world.dialect.by_part and phone in card.phone)
    return same and given.get("PatientID") in {None, str(card.id)} and given.get("PatientName") in {None, _name(card)}


def _same(world: World, one: Card, other: Card) -> bool:
    name, day = one.names[:2] == other.names[:2], one.born_on == other.born_on
    number = one.phone == other.phone
    known_by = {
        "person": (name, day, number),
        "phone and date": (day, number),
        "name and date": (name, day),
        "name and number": (name, number),
    }
    return all(known_by[world.dialect.recognises])


def _name(card: Card) -> str:
    return " ".join(filter(None, card.names))


def _row(card: Card) -> Row:
    return {
        "patientID": card.id,
        "patientName": _name(card),
        "patientBirthDate": datetime.combine(card.born_on, time()),
        "patientSexCode": card.sex,
        "patientAddress": SECRET,
        "patientIsVIP": False,
        "patientEmail": "",
        "patientPhone": card.phone,
        "patientDefaultAccountID": 881,
        "patientSMSPhone": card.phone,
        "patientPhoto": SECRET,
        "patientExternalID1": None,
        "patientExternalID2": None,
        "patientNote": SECRET,
    }
