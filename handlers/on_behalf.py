"""What a manager does in a patient's place: kept with who did it, and the patient is told."""

from dataclasses import replace

from handlers.screen import Screen
from handlers.screens import panel
from handlers.screens.visit import when
from handlers.talk import Talk
from reception.audit import Deed
from reception.booking.outcomes import Booked, NotKnownYet, Outcome, Visit
from reception.cancelling import Cancelled
from reception.handoff.done import Done
from reception.visits import OwnVisit


async def booked(talk: Talk, key: str, told: Outcome) -> Screen | None:
    """What the manager reads; None where nothing was done, or the patient did it."""
    if talk.by is None or not isinstance(told, Booked | NotKnownYet):
        return None
    if isinstance(told, NotKnownYet):
        await talk.handoff.dialogues.note(talk.person.id, Done(Deed.BOOKED_FOR, talk.by, 0, key))
        return panel.not_known_yet(talk.say)
    deed = Deed.MOVED_FOR if told.moved else Deed.BOOKED_FOR
    done = Done(deed, talk.by, told.visit.id, key, after=_as_read(talk, told.visit))
    await talk.handoff.dialogues.note(talk.person.id, done)
    return panel.done(talk.say, talk.desk.clinic, deed, told.visit)


async def cancelled(talk: Talk, told: Cancelled) -> Screen | None:
    """As above. What was cancelled before, the patient may have cancelled: they know it, and it is no deed of hers."""
    if talk.by is None:
        return None
    gone, visit = told.visit, told.visit.told(talk.desk.catalogue)
    if not told.already:
        done = Done(Deed.CANCELLED_FOR, talk.by, gone.id, str(gone.id), before=_as_read(talk, visit))
        await talk.handoff.dialogues.note(talk.person.id, done)
    return panel.done(talk.say, talk.desk.clinic, Deed.CANCELLED_FOR, visit)


def warned(talk: Talk, screen: Screen, own: OwnVisit) -> Screen:
    """A manager may change it late, and is told that it is."""
    if talk.by is None or not own.late:
        return screen
    return replace(screen, text=f"{panel.late(talk.say, talk.desk.clinic)}\n\n{screen.text}")


def _as_read(talk: Talk, visit: Visit) -> str:
    at = when(talk.say, visit, talk.desk.clinic)
    return f"{at}, {talk.say.pick(visit.doctor.name)}" if visit.doctor else at
