"""The look afterwards: of those who hold a time together it belongs to who has held it longest.

Servers forget to keep one transaction from another, and two Slots of unlike length are two resources: that a booking
was taken in proves nothing. Whoever has written looks who else is there; all judge by the same times, the server's
own, so all but the first withdraw.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import takewhile

from crm.errors import CrmError, OutcomeUnknown, PatientBusy, SlotTaken
from crm.fhir.appointments import of_either
from crm.fhir.elements import Resource, changed_at
from crm.fhir.server import Server
from crm.fhir.together import together
from crm.fhir.visits import Kept, is_active, kept, keys

LONG_AGO = datetime.min.replace(tzinfo=UTC)
Rank = tuple[datetime, bool, str]


async def rivals(server: Server, mine: Kept) -> list[Kept]:
    """Who holds the doctor's or the patient's time together with mine, and has done so before it."""
    await server.ticks.step_over(mine.resource)
    others = await of_either(server, mine.told.doctor_id, mine.told.patient_id, mine.told)
    others = [other for other in others if other.told.id != mine.told.id]
    if not others:
        return []
    made = changed_at(mine.resource) or LONG_AGO
    own, *theirs = await together(_rank(server, mine, made), *(_rank(server, one, LONG_AGO) for one in others))
    if own is None:
        raise OutcomeUnknown("somebody has changed it meanwhile")
    return [other for other, rank in zip(others, theirs, strict=True) if rank and rank < own]


async def _rank(server: Server, one: Kept, unseen: datetime) -> Rank | None:
    """Since when it holds its present time, None where it has just let go of it. ``unseen``: the time that counts where
    the server shows no history.

    At one tick somebody else's comes before ours: whoever made it may have looked before it wrote, as reception's own
    program does, and will not look again. Among ours the id decides.
    """
    history = await versions(server, one)
    run = present_run(one, history)
    if history and not run:
        return None
    since = (changed_at(run[-1].resource) or LONG_AGO) if run else unseen
    return since, bool(keys(one.resource)), one.told.id


async def in_order(server: Server, some: Sequence[Kept]) -> list[Kept]:
    """The one that was made first comes first."""
    if len(some) < 2:  # noqa: PLR2004 nothing to compare
        return list(some)
    histories = await together(*(versions(server, one) for one in some))
    first = [(history or [one])[-1] for one, history in zip(some, histories, strict=True)]
    made = {
        one.told.id: (changed_at(oldest.resource) or LONG_AGO, one.told.id)
        for one, oldest in zip(some, first, strict=True)
    }
    return sorted(some, key=lambda one: made[one.told.id])


async def versions(server: Server, one: Kept) -> list[Kept]:
    """Newest first; empty where the server shows none."""
    found: list[Resource] | None = await server.session.history("Appointment", one.told.id)
    return await kept(server, found or [])


def present_run(one: Kept, history: Iterable[Kept]) -> list[Kept]:
    """The newest versions, as far back as it held the same time of the same people."""
    return list(takewhile(lambda older: is_active(older) and _held(older) == _held(one), history))


def lost_to(earlier: Iterable[Kept], doctor_id: str) -> CrmError:
    """What to tell whoever comes after these."""
    if any(doctor_id in one.doctors for one in earlier):
        return SlotTaken("somebody was there before")
    return PatientBusy("the patient has another appointment then")


def _held(one: Kept) -> tuple[object, ...]:
    return one.told.starts_at, one.told.ends_at, frozenset(one.doctors), frozenset(one.patients)
