"""The visits that are over, with the way to one more like each."""

from collections.abc import Sequence
from dataclasses import dataclass

from reception.booking.another_time import once_more
from reception.booking.outcomes import Visit
from reception.booking.visit import visit_from
from reception.booking.way import Options, Way
from reception.people import PatientOnPhone, Person
from reception.visits import Visits


@dataclass(frozen=True, slots=True)
class Past:
    """``again``: None where nobody here can be booked for it any more."""

    visit: Visit
    again: Way | None


async def past(visits: Visits, options: Options, person: Person, patients: Sequence[PatientOnPhone]) -> list[Past]:
    """The last one first. Raises the port's errors."""
    of = {patient.crm_id: patient for patient in patients}
    over = [(of[one.patient_id], one) for one in await visits.over(person, patients)]
    return [Past(visit_from(options.catalogue, *one), once_more(options, *one)) for one in over]
