"""All that the fact sheet leaves open, one by one and all at once: the same day at the clinic goes well with each."""

from dataclasses import replace
from typing import Any

import pytest

from crm.errors import NotFound, SlotTaken
from crm.model import Patient, Status
from tests.crm.eleks.conftest import Opening
from tests.crm.eleks.server import Dialect
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, order, somebody
from tests.crm.verba import VERBA

NINE = "2027-03-23 09:00"
EACH: dict[str, dict[str, Any]] = {
    "as in the samples": {},
    "one name for all lists": {"list_name": "Table"},
    "keys with a capital": {"keys": "capital"},
    "keys with a Cyrillic letter": {"keys": "cyrillic"},
    "rows inside data": {"place": "data"},
    "rows as data": {"place": "data rows"},
    "JSON text in data": {"place": "data text"},
    "a single row as an object": {"alone": True},
    "null for no rows": {"nothing": "null"},
    "{} for no rows": {"nothing": "{}"},
    "[] for no rows": {"nothing": "[]"},
    "another list first": {"decoy": True},
    "bits as numbers": {"bits": (0, 1)},
    "bits as digits": {"bits": ("0", "1")},
    "bits as words": {"bits": ("False", "True")},
    "tenths": {"digits": 1},
    "hundredths": {"digits": 2},
    "thousandths": {"digits": 3},
    "a refusal as a list": {"refusal": "list"},
    "a refusal as JSON text": {"refusal": "text", "refusal_words": ("code", "ErrorMessage")},
    "a refusal with 400": {"refusal_status": 400},
    "403 for a dead token": {"dead_token": 403},
    "additional specialties as objects": {"specialties": "objects"},
    "additional specialties as codes": {"specialties": "codes"},
    "no additional specialties": {"specialties": "null"},
    "what has begun is not listed": {"begun_listed": False},
    "today does not count": {"today_counts": False},
    "who is unknown is refused": {"unknown": "refused"},
    "numbers with a plus": {"stored": "+380…"},
    "numbers without the country": {"stored": "0…"},
    "numbers found by a part": {"by_part": True},
    "another name for a new id": {"created_key": "id"},
    "no name for a new id": {"created_key": ""},
    "one visit a day": {"one_a_day": True},
    "no overlaps of a patient's visits": {"overlaps": False},
    "a cancelled visit disappears": {"listed": False},
    "a second cancel is refused": {"cancel_again": "refused"},
    "{} to a cancel": {"cancel_body": {}},
    "a status to a cancel": {"cancel_body": {"data": {"status": "OK"}}},
    "the last day is in": {"end_included": True},
    "a status that nobody knows": {"made_as": "???"},
}
ALL_AT_ONCE = {
    "list_name": "Таблиця 1",
    "keys": "capital",
    "place": "data text",
    "alone": True,
    "nothing": "null",
    "decoy": True,
    "bits": ("False", "True"),
    "digits": 3,
    "refusal": "text",
    "dead_token": 403,
    "specialties": "codes",
    "unknown": "refused",
    "stored": "0…",
    "by_part": True,
    "created_key": "newID",
    "listed": False,
    "cancel_again": "refused",
}
FORMS = ("380…", "+380…", "0…")


@pytest.mark.parametrize("other", [*EACH.values(), ALL_AT_ONCE], ids=[*EACH, "all at once"])
async def test_a_day_at_the_clinic(opening: Opening, other: dict[str, Any]) -> None:
    async with opening(Dialect(**other)) as system:
        await system.opens(VERBA, phones=FORMS)
        story = await Story.begins(system)
        assert [one.name["uk"] for one in story.directory.doctors][:2] == ["Граб Іван", "Коваль Ольга"]
        marta, orest = await at_the_desk(story)
        await by_the_doctor(story, system, marta, orest)


async def at_the_desk(story: Story) -> tuple[Patient, Patient]:
    assert await story.crm.find_patients("+380501199999") == []
    marta, orest = await story.patients(2)
    son = await story.crm.create_patient(replace(somebody(0), first_name="Ілля", patronymic=""))
    assert marta == await story.patient(0), "known again"
    assert await story.crm.find_patients(marta.phones[0]) == [marta, son]
    return marta, orest


async def by_the_doctor(story: Story, system: EleksSystem, marta: Patient, orest: Patient) -> None:
    wish = order(await story.slot("Граб Іван", NINE), marta)
    assert await story.crm.outcome(wish) is None
    made = await story.crm.book(wish)
    assert await story.crm.book(wish) == made == await story.crm.outcome(wish)
    system.server.accounts.all_die()
    with pytest.raises(SlotTaken):
        await story.booked(orest, wish.slot)
    assert await story.crm.appointment(made.id) == made
    assert await story.ahead_of(marta) == [made]
    assert await story.ahead_of(orest) == []
    with pytest.raises(NotFound):
        await story.crm.appointment("987654321")
    with pytest.raises(NotFound):
        await story.booked(replace(marta, id="987654321"), await story.slot("Граб Іван", "2027-03-26 09:00"))
    assert (await story.crm.cancel(made.id)).status is Status.CANCELLED
    assert wish.slot in await story.free("Граб Іван", "2027-03-23")
    assert (await story.booked(orest, wish.slot)).status is Status.BOOKED
