"""What is searched for must be searched by: a server answers with everything where it does not know how to search
(hl7.org/fhir/R4/search.html#errors), and that must not be found out with a patient waiting."""

from dataclasses import dataclass

from crm.fhir.server import Server

NOBODY = "reception-looks-for-nobody"
NEVER = "2999-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Search:
    """One that finds nothing, if it is understood. ``why``: what we do by it."""

    kind: str
    asked: tuple[tuple[str, str], ...]
    why: str

    @property
    def words(self) -> str:
        return f"{self.kind} by {', '.join(name for name, _ in self.asked)}"


SEARCHES = (
    Search("Schedule", (("actor", f"Practitioner/{NOBODY}"),), "finds out where a doctor works"),
    Search("Slot", (("schedule", f"Schedule/{NOBODY}"),), "finds free times"),
    Search("Slot", (("start", f"ge{NEVER}"),), "finds free times of some days"),
    Search("Appointment", (("actor", f"Patient/{NOBODY}"),), "sees who has a time"),
    Search("Appointment", (("date", f"ge{NEVER}"),), "sees who has a time"),
    Search("Appointment", (("identifier", f"urn:reception:booking|{NOBODY}"),), "looks up what became of a booking"),
    Search("Appointment", (("_lastUpdated", f"ge{NEVER}"),), "hears of changes"),
    Search("Patient", (("telecom", "+380000000000"),), "finds a card by its number"),
    Search("Patient", (("birthdate", "1800-01-01"),), "finds a card by birth date and name"),
    Search("Patient", (("identifier", f"urn:reception:patient|{NOBODY}"),), "makes no second card for a person"),
)


async def is_understood(server: Server, search: Search) -> bool:
    async for page in server.session.pages(search.kind, *search.asked):
        return not page
    return True
