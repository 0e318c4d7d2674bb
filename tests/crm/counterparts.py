"""A clinic whose branches, doctors and visits are kept in a system of its own: what its clinic file then says."""

from collections.abc import Callable
from typing import Any

import yaml

from clinic.elsewhere import KEPT_THERE
from clinic.model import Clinic

KINDS = ("branches", "specialties", "services", "doctors")


def described_elsewhere(clinic: Clinic, crm_id: Callable[[str, str], str], **system: Any) -> Clinic:
    """``crm_id(kind, own id)``: the counterpart's id there. Hours are kept there. ``system``: of ``clinic.crm``."""
    lists = {
        kind: tuple(
            entry.model_copy(
                update={"crm": crm_id(kind, entry.id)}
                | ({"hours": (), "away": (), "extra": ()} if kind == "doctors" else {})
            )
            for entry in getattr(clinic, kind)
        )
        for kind in KINDS
    }
    return clinic.model_copy(update=lists | {"crm": clinic.crm.model_copy(update=system)})


def as_file(clinic: Clinic) -> str:
    """The same written down, for ``read_clinic(path, whole=False)``."""
    said = clinic.model_dump(mode="json")
    said["doctors"] = [{key: one[key] for key in one if key not in KEPT_THERE} for one in said["doctors"]]
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
