"""The directory mirrored under ids that are given once and for ever."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from crm.model import Branch, Directory, Doctor, Offer, Service, Specialty
from db.catalogue import AvailabilityStore, CatalogueStore
from db.database import Database

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SHEVCHUK = Doctor("shevchuk", {"uk": "Шевчук", "en": "Shevchuk"}, ("family",), photo="a1b2", ages=(0, 150))
LYSENKO = Doctor("lysenko", {"uk": "Лисенко"}, ("cardiology", "family"), ages=(18, 120), home_visits=True)
OPENED = Directory(
    branches=(
        Branch("center", {"uk": "Центр"}, {"uk": "вул. Тиха, 1"}, "Europe/Kyiv", "+380487000001", (46.48, 30.73)),
        Branch("tairove", {"uk": "Таїрове"}, {}, "Europe/Kyiv", accepts_patients=False),
    ),
    specialties=(Specialty("family", {"uk": "Сімейна"}), Specialty("cardiology", {"uk": "Серце"}, delicate=True)),
    services=(
        Service("visit", {"uk": "Прийом"}, "family", {"uk": "з декларацією"}),
        Service("ecg", {"uk": "ЕКГ"}, "cardiology"),
    ),
    doctors=(SHEVCHUK, LYSENKO),
    offers=(
        Offer("shevchuk", "center", "visit", 20, Decimal("600.50")),
        Offer("lysenko", "center", "ecg", 15, None),
        Offer("lysenko", "center", "visit", 30, Decimal(0)),
    ),
)


@pytest.fixture
def store(database: Database) -> CatalogueStore:
    return CatalogueStore(database)


async def test_what_is_mirrored_reads_back_as_it_was_in_the_clinics_order(store: CatalogueStore) -> None:
    saved = await store.save(OPENED)
    loaded = await store.load()
    assert loaded == saved
    assert tuple(loaded.branches.values()) == OPENED.branches
    assert tuple(loaded.specialties.values()) == OPENED.specialties
    assert tuple(loaded.services.values()) == OPENED.services
    assert tuple(loaded.doctors.values()) == OPENED.doctors
    assert [(offer.minutes, offer.price) for offer in loaded.offers] == [
        (20, Decimal("600.50")),
        (15, None),
        (30, Decimal(0)),
    ]


async def test_before_the_first_time_it_is_empty(store: CatalogueStore) -> None:
    empty = await store.load()
    assert not empty.doctors
    assert empty.offers == ()


async def test_an_id_stays_whatever_becomes_of_what_it_means(store: CatalogueStore) -> None:
    first = await store.save(OPENED)
    renamed = replace(SHEVCHUK, name={"uk": "Шевчук-Бондар"})
    newcomer = replace(LYSENKO, id="newcomer")
    changed = replace(OPENED, doctors=(newcomer, renamed), offers=OPENED.offers[:1])
    second = await store.save(changed)
    number = first.doctor_id("shevchuk")
    assert number is not None
    assert second.doctor_id("shevchuk") == number
    assert second.doctors[number].name == {"uk": "Шевчук-Бондар"}
    assert second.doctor_id("newcomer") not in first.doctors, "a new one gets a number that nobody ever had"
    assert next(iter(second.doctors.values())).id == "newcomer", "the clinic's new order"


async def test_a_doctor_who_left_is_known_by_name_and_offered_no_more(store: CatalogueStore) -> None:
    first = await store.save(OPENED)
    lysenko = first.doctor_id("lysenko")
    without = replace(OPENED, doctors=(SHEVCHUK,), offers=OPENED.offers[:1])
    left = await store.save(without)
    assert lysenko is not None
    assert left.gone == {lysenko}
    assert left.doctors[lysenko] == LYSENKO
    assert [offer.doctor for offer in left.offers] == [left.doctor_id("shevchuk")]

    back = await store.save(OPENED)
    assert back.gone == frozenset()
    assert back.doctor_id("lysenko") == lysenko
    assert len(back.offers) == 3


async def test_an_offer_speaks_of_doctor_branch_and_service_by_their_local_ids(store: CatalogueStore) -> None:
    catalogue = await store.save(OPENED)
    ids = catalogue.doctor_id("lysenko"), catalogue.branch_id("center"), catalogue.service_id("ecg")
    (offer,) = (one for one in catalogue.offers if (one.doctor, one.branch, one.service) == ids)
    assert offer.minutes == 15
    tairove = catalogue.branch_id("tairove")
    assert not [one for one in catalogue.offers if (one.doctor, one.branch) == (ids[0], tairove)]
    assert catalogue.branch_id(None) is None


async def test_the_earliest_times_of_a_branch_are_those_seen_last(database: Database) -> None:
    store = AvailabilityStore(database)
    sooner, later = NOW.replace(hour=8), NOW.replace(hour=12)
    await store.save({(1, 1, 1): later, (2, 1, 1): sooner, (3, 1, 1): None, (1, 2, 1): sooner})
    assert await store.earliest(1, NOW) == {(1, 1, 1): later, (2, 1, 1): sooner, (3, 1, 1): None}
    await store.save({(1, 1, 1): None, (3, 1, 1): later})
    assert await store.earliest(1, NOW) == {(1, 1, 1): None, (2, 1, 1): sooner, (3, 1, 1): later}


async def test_an_earliest_time_that_has_passed_tells_nothing(database: Database) -> None:
    store = AvailabilityStore(database)
    sooner, later = NOW.replace(hour=8), NOW.replace(hour=12)
    await store.save({(1, 1, 1): later, (2, 1, 1): sooner, (3, 1, 1): None})
    assert await store.earliest(1, sooner) == {(1, 1, 1): later, (2, 1, 1): sooner, (3, 1, 1): None}
    assert await store.earliest(1, sooner.replace(second=1)) == {(1, 1, 1): later, (3, 1, 1): None}
