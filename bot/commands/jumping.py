"""What the sandbox's clock may jump to: the moments at which a patient hears of the next visit."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.noticing import quiet_hours
from crm.errors import CrmError
from locales.words import Words, words
from reception.booking.outcomes import Visit
from reception.desk import Desk
from reminders.plan import Kind, PlannedVisit, plan
from sandbox import Jump, Jumps

LABELS = {Kind.DAY_BEFORE: "The day before", Kind.TWO_HOURS: "Two hours before", Kind.RATING: "After the visit"}
LONG_AGO = timedelta(days=999)


def jumps_of(desk: Desk) -> Callable[[int], Awaitable[Jumps]]:
    """By somebody's id in Telegram, in English: the page speaks nothing else."""
    say = words("en")

    async def jumps(telegram_id: int) -> Jumps:
        try:
            visit = await _next(desk, telegram_id)
        except CrmError:
            return Jumps("The clinic's system does not answer: which visit is next is not known now.")
        if visit is None:
            return Jumps("No visit ahead. Book one in the chat: then the clock can go to the day before it.")
        return Jumps(_named(say, visit, zone := _zone(desk, visit)), _ahead(desk, visit, zone))

    return jumps


async def _next(desk: Desk, telegram_id: int) -> Visit | None:
    person = await desk.people.known(telegram_id)
    listed = await desk.visits.ahead(person, desk.catalogue, person.patients) if person else None
    return listed.visits[0] if listed and listed.visits else None


def _zone(desk: Desk, visit: Visit) -> str:
    return visit.branch.zone if visit.branch else desk.clinic.zone


def _named(say: Words, visit: Visit, zone: str) -> str:
    doctor = f", {say.pick(visit.doctor.name)}" if visit.doctor else ""
    return f"Next visit: {visit.patient.details.name}, {say.moment(visit.starts_at, zone)}{doctor}"


def _ahead(desk: Desk, visit: Visit, zone: str) -> list[Jump]:
    now = desk.clock.now()
    planned = PlannedVisit(0, visit.starts_at, visit.ends_at, zone, known_at=now - LONG_AGO)
    notices = plan([planned], quiet_hours(desk.clinic.rules))
    return [Jump(LABELS[notice.kind], notice.due_at) for notice in notices if notice.due_at > now]
