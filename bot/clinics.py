"""A clinic in a few words, and whether it is the demo's: nobody's patients should meet that one by mistake."""

from clinic.model import Clinic

PHOTOS = {"doctors": {"__all__": {"photo"}}}
DEMO_PHONE = "+380487000000"  # nobody's: whoever shows it has not described their own clinic to the end


def contents(clinic: Clinic) -> str:
    return f"{len(clinic.branches)} branches, {len(clinic.specialties)} specialties, {len(clinic.doctors)} doctors"


def is_demo(clinic: Clinic) -> bool:
    return clinic.phone == DEMO_PHONE


def same(clinic: Clinic, other: Clinic) -> bool:
    """Word for word. Where photos stand does not count: the program, or the folder, may have moved."""
    return clinic.model_dump(exclude=PHOTOS) == other.model_dump(exclude=PHOTOS)
