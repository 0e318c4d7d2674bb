"""A clinic in a few words, and whether it is the demo's: nobody's patients should meet that one by mistake."""

from bot.settings import DEMO_CLINIC
from clinic.model import Clinic
from clinic.read import ClinicFileError, read_clinic

PHOTOS = {"doctors": {"__all__": {"photo"}}}


def contents(clinic: Clinic) -> str:
    return f"{len(clinic.branches)} branches, {len(clinic.specialties)} specialties, {len(clinic.doctors)} doctors"


def is_demo(clinic: Clinic) -> bool:
    try:
        return same(clinic, read_clinic(DEMO_CLINIC))
    except ClinicFileError:  # the program was installed without it
        return False


def same(clinic: Clinic, other: Clinic) -> bool:
    """Word for word. Where photos stand does not count: the program, or the folder, may have moved."""
    return clinic.model_dump(exclude=PHOTOS) == other.model_dump(exclude=PHOTOS)
