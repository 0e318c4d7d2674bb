"""The contract: whatever is booked, moved and cancelled, in whatever order, nobody is in two places at once."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crm.errors import PatientBusy, SlotTaken
from crm.model import Appointment, Slot, Status
from tests.crm.conftest import Opening
from tests.crm.story import Story, order, wall
from tests.crm.verba import VERBA

MINUTE = timedelta(minutes=1)
GRABS = (("Довідка", 15), ("Укол", 20), ("Консультація", 30), ("Обстеження", 45))
VISITS = [("Граб Іван", *service) for service in GRABS] + [("Коваль Ольга", "Консультація", 45)]


@dataclass(frozen=True)
class Step:
    """Somebody wants a visit, ``at`` times five minutes after nine, or an older one is moved or given up."""

    patient: int
    visit: tuple[str, str, int]
    at: int
    kind: str
    older: int


STEPS = st.lists(
    st.builds(
        Step,
        patient=st.integers(0, 2),
        visit=st.sampled_from(VISITS),
        at=st.integers(0, 36),
        kind=st.sampled_from(["book", "book", "book", "squeeze in", "move", "cancel"]),
        older=st.integers(0, 100),
    ),
    min_size=8,
    max_size=16,
)


PHASES = (Phase.explicit, Phase.reuse, Phase.generate)  # no shrinking: each example costs a database


@settings(max_examples=10, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_nobody_is_ever_in_two_places(clinic_system_opening: Opening, steps: list[Step]) -> None:
    async with clinic_system_opening() as system:  # a new one for each example: the fixture only knows how
        await system.opens(VERBA)
        story = await Story.begins(system)
        made: list[Appointment] = []
        for step in steps:
            made = await carried_out(story, step, made)
            check(made)
        await check_offers(story, made)


async def carried_out(story: Story, step: Step, made: list[Appointment]) -> list[Appointment]:
    active = [visit for visit in made if visit.status is Status.BOOKED]
    older = active[step.older % len(active)] if active else None
    patient = await story.patient(step.patient)
    try:
        if step.kind == "cancel" and older:
            await story.crm.cancel(older.id)
        elif step.kind == "move" and older and story.crm.capabilities.moves:
            owner = replace(patient, id=older.patient_id)
            await story.crm.reschedule(older.id, order(slot_of(story, step), owner))
        elif step.kind == "squeeze in":
            made = [*made, await story.system.reception_books(order(slot_of(story, step), patient))]
        else:
            made = [*made, await story.booked(patient, slot_of(story, step))]
    except (SlotTaken, PatientBusy):
        pass  # what is refused must not be there: the checks below see to that
    return [await story.crm.appointment(visit.id) for visit in made]


def slot_of(story: Story, step: Step) -> Slot:
    doctor, service, minutes = step.visit
    starts_at = wall("2027-03-23 09:00") + step.at * 5 * MINUTE
    place = (story.id_of(doctor), story.id_of("Центр"), story.id_of(service))
    return Slot(*place, starts_at, starts_at + minutes * MINUTE)


def check(made: list[Appointment]) -> None:
    active = [visit for visit in made if visit.status is Status.BOOKED]
    for one, other in combinations(active, 2):
        if one.doctor_id == other.doctor_id or one.patient_id == other.patient_id:
            assert one.ends_at <= other.starts_at or other.ends_at <= one.starts_at


async def check_offers(story: Story, made: list[Appointment]) -> None:
    """Exactly what fits beside the doctor's visits is offered."""
    nine, noon = wall("2027-03-23 09:00"), wall("2027-03-23 12:00")
    grid = [nine + quarter * 15 * MINUTE for quarter in range(12)]
    for doctor, service, minutes in VISITS:
        taken = [(visit.starts_at, visit.ends_at) for visit in made if is_held(visit, story.id_of(doctor))]
        ends = {at: at + minutes * MINUTE for at in grid if at + minutes * MINUTE <= noon}
        free = [at for at, end in ends.items() if all(at >= until or end <= since for since, until in taken)]
        assert [slot.starts_at for slot in await story.free(doctor, "2027-03-23", service)] == free


def is_held(visit: Appointment, doctor_id: str) -> bool:
    return visit.doctor_id == doctor_id and visit.status is Status.BOOKED
