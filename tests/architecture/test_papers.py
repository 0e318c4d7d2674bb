"""Whoever follows a link from one of our papers arrives."""

import re
from pathlib import Path

import pytest

from tests.architecture.rooms import ROOT

PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_its_links_lead_somewhere(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    for file, heading in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text):
        there = paper.parent / file if file else paper
        assert there.exists(), file
        assert not heading or heading in _headings(there), heading


def _headings(paper: Path) -> set[str]:
    """As GitHub writes them."""
    found = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}
