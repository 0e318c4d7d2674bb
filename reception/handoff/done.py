"""What reception has done in a patient's place."""

from dataclasses import dataclass

from reception.audit import Deed
from reception.handoff.dialogue import Manager


@dataclass(frozen=True, slots=True)
class Done:
    """``visit``: in the mirror; 0: not known yet, and the patient is told when it is.

    ``key``: of the same deed always the same. ``before``, ``after``: as they are read.
    """

    deed: Deed
    by: Manager
    visit: int
    key: str
    before: str | None = None
    after: str | None = None
