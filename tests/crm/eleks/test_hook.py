"""A call of theirs is a hint where to look, and nothing that is believed."""

import pytest

from crm.eleks.hook import touched
from tests.crm.eleks.server import INSTALLATION

HINT = {"source": INSTALLATION, "entity": "Schedule", "key": "90417", "action": "Edit"}


@pytest.mark.parametrize("action", ["Create", "Edit", "Delete", "", "Whatever"])
def test_a_visit_is_looked_at_whatever_was_done_to_it(action: str) -> None:
    assert touched({**HINT, "action": action}, INSTALLATION) == "90417"


def test_ids_of_installations_are_the_same_in_any_case() -> None:
    assert touched({**HINT, "source": INSTALLATION.upper()}, INSTALLATION) == "90417"
    assert touched(HINT, INSTALLATION.upper()) == "90417"
    assert touched({**HINT, "entity": "schedule"}, INSTALLATION) == "90417"


@pytest.mark.parametrize(
    "other",
    [
        {"source": INSTALLATION.replace("beef", "dead")},
        {"source": ""},
        {"entity": "Patient"},
        {"entity": "Booking"},
        {"entity": "Moon"},
        {"key": ""},
        {"key": "90417; drop"},
        {"key": "99999999999"},
    ],
    ids=str,
)
def test_what_leads_to_no_visit_of_ours(other: dict[str, str]) -> None:
    assert touched(HINT | other, INSTALLATION) is None


def test_a_call_without_anything() -> None:
    assert touched({}, INSTALLATION) is None
