"""Names of people: HumanName (hl7.org/fhir/R4/datatypes.html#HumanName) as the desk knows names."""

from collections.abc import Iterable
from typing import Any

from crm.fhir.elements import Resource, texts
from crm.model import NewPatient, Texts

FORMER = frozenset({"old", "maiden", "temp", "anonymous", "nickname"})
BEST = ("official", "usual")


def present(names: Iterable[Resource]) -> Resource:
    """The one that a person goes by; nothing where there is none."""
    going = [name for name in names if name.get("use") not in FORMER]
    return min(going, key=lambda name: BEST.index(name["use"]) if name.get("use") in BEST else len(BEST), default={})


def parts(name: Resource) -> tuple[str, str, str]:
    """Surname, first name, patronymic. One without parts is read as it is written here: the surname first."""
    given = [str(one) for one in name.get("given", ())]
    if not given and not name.get("family"):
        surname, *given = str(name.get("text", "")).split() or [""]
    else:
        surname = str(name.get("family", ""))
    first, patronymic = given[:1], given[1:]
    return surname, "".join(first), " ".join(patronymic)


def whole(name: Resource, language: str) -> Texts:
    """As it is shown, with its translations."""
    if name.get("text"):
        return texts(name, "text", language)
    words = " ".join(filter(None, parts(name)))
    return {language: words} if words else {}


def human_name(patient: NewPatient) -> dict[str, Any]:
    given = [one for one in (patient.first_name, patient.patronymic) if one]
    return {"use": "official", "family": patient.surname, "given": given, "text": " ".join([patient.surname, *given])}
