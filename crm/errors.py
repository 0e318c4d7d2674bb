"""What can go wrong between the desk and a clinic's system.

    CrmError
    ├── Unavailable       no answer, or none in time; nothing was changed; the same call may be repeated
    ├── AuthFailed        our credentials are refused; a repeat is useless until a person mends them
    ├── NotFound          the doctor, patient or appointment does not exist (any more)
    ├── SlotTaken         the doctor is busy, or not working, at that time
    ├── PatientBusy       the patient has another appointment at that time
    ├── Stale             it was changed by somebody else meanwhile: read it again
    ├── Refused           the system said no for a reason of its own (``text``: for the log and the staff only)
    ├── Unsupported       this system cannot do that; ``capabilities`` told so
    └── OutcomeUnknown    a writing call got no answer: it may have happened. Look it up by its key
                          (``Crm.outcome``) before anything is repeated or told

Adapters raise nothing else. The texts are for engineers; what a patient reads comes from locales/.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class CrmError(Exception):
    """Anything that a clinic's system, or the way to it, said no with."""


class Unavailable(CrmError):
    """The clinic's system gave no answer in time; nothing was changed."""


class AuthFailed(CrmError):
    """The clinic's system refused our credentials."""


class NotFound(CrmError):
    """There is no such thing in the clinic's system."""


class SlotTaken(CrmError):
    """The doctor is not free at that time."""


class PatientBusy(CrmError):
    """The patient has another appointment at that time."""


class Stale(CrmError):
    """The appointment was changed by somebody else meanwhile."""


class Refused(CrmError):
    """The clinic's system said no for a reason of its own."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Unsupported(CrmError):
    """The clinic's system cannot do that."""


class OutcomeUnknown(CrmError):
    """A writing call got no answer: it may or may not have happened."""


@contextmanager
def no_right_to_this() -> Iterator[None]:
    """Around what an account may lack the right to that may do all else: it must not look as if nothing worked."""
    try:
        yield
    except AuthFailed as error:
        raise Refused(str(error)) from error
