"""Which taps do what can't be taken back with Back."""

from handlers.admin_taps import AdminDraft, AdminOffSurely
from handlers.admin_taps import Step as AdminStep
from handlers.home_call_taps import AskForIt
from handlers.taps import Confirm, Fill, Go, Step, TakeOffSurely, To
from handlers.visit_taps import CancelSurely


def weighty(data: str) -> bool:
    kind, *rest = data.split(":")
    if kind == Fill.__prefix__:
        return rest[1:2] == [Step.RIGHT]
    if kind == AdminDraft.__prefix__:
        return rest[1:2] == [AdminStep.PUBLISH]
    surely = {Go(to=to).pack() for to in (To.ERASE_SURELY, To.LEAVE_SURELY, To.END)}
    sure = (Confirm, CancelSurely, TakeOffSurely, AdminOffSurely, AskForIt)
    return kind in {one.__prefix__ for one in sure} or data in surely
