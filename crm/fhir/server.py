"""The clinic's server, and what has to be known of it by whoever speaks with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from clinic.model import Clinic
from crm.fhir.rota import Rota
from crm.fhir.session import Session
from crm.fhir.style import Style
from crm.fhir.ticks import Ticks


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, aware."""
        ...


@dataclass(frozen=True, slots=True)
class Server:
    session: Session
    clinic: Clinic
    clock: Clock
    rota: Rota
    style: Style
    ticks: Ticks

    @property
    def language(self) -> str:
        """Of the words that the server keeps."""
        return self.clinic.languages.default
