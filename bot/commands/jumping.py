"""What the sandbox's clock may jump to: the moments at which a patient hears of the next visit."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from crm.errors import CrmError
from locales.words import Words, words
from reception.booking.outcomes import Visit
from reception.desk import Desk
from sandbox import Jump, Jumps

AFTER = timedelta(hours=2)  # when a visit is asked to be rated


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
        return Jumps(_named(say, visit, zone := _zone(desk, visit)), _ahead(visit, zone, desk.clock.now()))

    return jumps


async def _next(desk: Desk, telegram_id: int) -> Visit | None:
    person = await desk.people.known(telegram_id)
    listed = await desk.visits.ahead(person, desk.catalogue) if person else None
    return listed.visits[0] if listed and listed.visits else None


def _zone(desk: Desk, visit: Visit) -> str:
    return visit.branch.zone if visit.branch else desk.clinic.zone


def _named(say: Words, visit: Visit, zone: str) -> str:
    doctor = f", {say.pick(visit.doctor.name)}" if visit.doctor else ""
    return f"Next visit: {visit.patient.details.name}, {say.moment(visit.starts_at, zone)}{doctor}"


def _ahead(visit: Visit, zone: str, now: datetime) -> list[Jump]:
    """The day before is a day of the wall clock, two hours are real ones."""
    jumps = [
        Jump("The day before", visit.starts_at.astimezone(ZoneInfo(zone)) - timedelta(days=1)),
        Jump("Two hours before", visit.starts_at - timedelta(hours=2)),
        Jump("After the visit", visit.ends_at + AFTER),
    ]
    return [jump for jump in jumps if jump.to > now]
