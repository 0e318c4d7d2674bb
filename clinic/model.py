"""A clinic as its file describes it. Frozen; the JSON of it reads back as the same clinic.

Where the clinic has a system of its own the lists may be short, and their entries lack what that system knows.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, ValidationInfo, field_validator

from clinic.contents import Category, Entry, Gift, WebPage
from clinic.fields import (
    CrmId,
    Currency,
    Few,
    Group,
    Id,
    Link,
    Minutes,
    Phone,
    Photo,
    Price,
    Region,
    ServiceId,
    ShortNumber,
    Some,
    SomeWhereWhole,
    SpecialtyId,
    Zone,
)
from clinic.hours import Day
from clinic.known import known
from clinic.mistakes import unfit
from clinic.own_texts import OwnTexts
from clinic.reception import Reception
from clinic.rules import Languages, Privacy, Rules, System
from clinic.schedule import SHAPE, Away, Extra, Opening, OpeningHours, Week, WorkingHours
from clinic.texts import LANGUAGES, Texts, at_most

__all__ = [
    "LANGUAGES",
    "Away",
    "Branch",
    "Category",
    "Clinic",
    "Doctor",
    "DoctorService",
    "Entry",
    "Extra",
    "Gift",
    "Languages",
    "OpeningHours",
    "Privacy",
    "Reception",
    "Rules",
    "Service",
    "Specialty",
    "System",
    "Texts",
    "WebPage",
    "WorkingHours",
]

Name = Annotated[Texts, at_most(60)]  # also stands on buttons
FullName = Annotated[Texts, at_most(100)]
Address = Annotated[Texts, at_most(200)]
Note = Annotated[Texts, at_most(100)]


class Branch(BaseModel):
    """``zone`` and ``phone`` are the clinic's where the file names none; ``pin`` is (latitude, longitude).

    ``closed``: when nobody is seen there, whatever its hours and its doctors' say.
    ``crm``, of whatever has one: its id in the clinic's own system (clinic/elsewhere.py).
    """

    model_config = SHAPE

    id: Id
    crm: CrmId = ""
    name: Name
    address: Address
    phone: Phone = ""
    pin: tuple[Annotated[float, Field(ge=-90, le=90)], Annotated[float, Field(ge=-180, le=180)]] | None = None
    zone: Zone = ""
    accepts_patients: bool = True
    hours: Opening
    closed: tuple[Away, ...] = ()


class Specialty(BaseModel):
    """``delicate``: its name appears only behind Details."""

    model_config = SHAPE

    id: Id
    crm: CrmId = ""
    name: Name
    delicate: bool = False


class Service(BaseModel):
    """``price`` in the clinic's currency, None where it is not told; ``note`` stands beside it."""

    model_config = SHAPE

    id: Id
    crm: CrmId = ""
    name: Name
    specialty: SpecialtyId
    minutes: Minutes
    price: Price | None = None
    note: Note = Texts({})


class DoctorService(BaseModel):
    """``minutes`` and ``price`` are the service's own where the file names none."""

    model_config = SHAPE

    id: ServiceId
    minutes: Minutes = 0
    price: Price | None = None


def _by_id(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


class Doctor(BaseModel):
    """``ages``: full years seen, both included. The first service of a specialty is its default one."""

    model_config = SHAPE

    id: Id
    crm: CrmId = ""
    name: FullName
    specialties: Annotated[tuple[SpecialtyId, ...], SomeWhereWhole]
    about: Texts = Texts({})
    photo: Photo | None = None
    ages: tuple[Annotated[int, Field(ge=0, le=150)], Annotated[int, Field(ge=0, le=150)]] = (0, 150)
    home_visits: bool = False
    services: Annotated[tuple[Annotated[DoctorService, BeforeValidator(_by_id)], ...], SomeWhereWhole]
    hours: Week
    away: tuple[Away, ...] = ()
    extra: tuple[Extra, ...] = ()

    @field_validator("ages")
    @classmethod
    def ages_ascend(cls, ages: tuple[int, int]) -> tuple[int, int]:
        if ages[0] > ages[1]:
            raise unfit("the youngest comes first; write [{first}, {last}]", first=ages[1], last=ages[0])
        return ages

    @field_validator("services")
    @classmethod
    def each_specialty_has_a_service(
        cls, services: tuple[DoctorService, ...], info: ValidationInfo
    ) -> tuple[DoctorService, ...]:
        for place, service in enumerate(services):
            if service.id in {earlier.id for earlier in services[:place]}:
                raise unfit('"{id}" stands here twice; keep one of them', id=service.id)
        file = known(info)
        served = {file.services[service.id] for service in services} if file else set()
        if file and file.whole and served <= file.specialties:  # else the service is wrong, and told about there
            for specialty in info.data.get("specialties", ()):
                if specialty not in served:
                    raise unfit('no service of "{specialty}" is among them; add one', specialty=specialty)
        return services


class Clinic(BaseModel):
    """``zone``, ``region`` and ``currency`` as IANA, ISO 3166 and ISO 4217 write them; phones in E.164.

    ``review_link``: where everybody may say what they think of the clinic. ``complaints_chat``: the Telegram group that
    hears of unhappy visits as well: they wait in reception's queue anyway. ``free``: services that cost nothing.
    ``texts``: instead of ours.
    """

    model_config = SHAPE

    name: FullName
    languages: Languages
    zone: Zone
    region: Region
    phone: Phone
    emergency: Annotated[tuple[ShortNumber, ...], Some, Few]
    currency: Currency
    review_link: Link = ""
    complaints_chat: Group | None = None
    privacy: Privacy
    rules: Rules = Rules()
    crm: System = System()
    holidays: tuple[Day, ...] = ()
    reception: Reception = Reception()
    texts: OwnTexts = OwnTexts()
    advantages: Annotated[Texts, at_most(2000)] = Texts({})
    links: tuple[WebPage, ...] = ()
    free: tuple[Gift, ...] = ()
    faq: tuple[Category, ...] = ()
    branches: Annotated[tuple[Branch, ...], SomeWhereWhole]
    specialties: Annotated[tuple[Specialty, ...], SomeWhereWhole]
    services: Annotated[tuple[Service, ...], SomeWhereWhole]
    doctors: Annotated[tuple[Doctor, ...], SomeWhereWhole]

    @field_validator("branches")
    @classmethod
    def branches_inherit(cls, branches: tuple[Branch, ...], info: ValidationInfo) -> tuple[Branch, ...]:
        return tuple(_filled(branch, {key: info.data.get(key) for key in ("zone", "phone")}) for branch in branches)

    @field_validator("doctors")
    @classmethod
    def doctors_inherit(cls, doctors: tuple[Doctor, ...], info: ValidationInfo) -> tuple[Doctor, ...]:
        listed = {service.id: service for service in info.data.get("services", ())}
        return tuple(
            doctor.model_copy(update={"services": tuple(_priced(own, listed) for own in doctor.services)})
            for doctor in doctors
        )


def _priced(own: DoctorService, listed: Mapping[str, Service]) -> DoctorService:
    service = listed.get(own.id)
    return _filled(own, {"minutes": service.minutes, "price": service.price}) if service else own


def _filled(entry: Any, inherited: Mapping[str, str | int | Decimal | None]) -> Any:
    own = entry.model_fields_set  # not truth: a price of 0 is a price
    return entry.model_copy(update={key: value for key, value in inherited.items() if key not in own})
