"""The first meeting's stories: an ear on every word that is logged meanwhile."""

import logging
from collections.abc import Iterator

import pytest

from tests.stories.meeting.ear import QUIET, Ear
from tests.stories.meeting.guests import CANARIES


@pytest.fixture(autouse=True)
def ear(caplog: pytest.LogCaptureFixture) -> Iterator[Ear]:
    """Whatever happens in a story, nobody's name, phone or birth date is logged at any level."""
    ear, root = Ear(), logging.getLogger()
    for name in QUIET:
        caplog.set_level(logging.DEBUG, logger=name)
    levels = {other: other.level for other in root.handlers}
    for other in levels:  # pytest's own need not write down every statement as well
        other.setLevel(logging.WARNING)
    root.addHandler(ear)
    yield ear
    root.removeHandler(ear)
    for other, level in levels.items():
        other.setLevel(level)
    assert ear.lines, "nothing at all was logged: the ear hears nothing"
    for canary in CANARIES:
        assert not ear.heard(canary)
