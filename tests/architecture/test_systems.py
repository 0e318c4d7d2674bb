"""Each clinic's system is known wherever it has to be, and its adapter looks like the others: docs/add-a-crm.md."""

import re
import tomllib
from typing import get_args

import pytest

from bot.settings import RIGHT, WANTED, Settings
from bot.systems import BUILT_IN
from tests.architecture.rooms import ROOT
from tests.crm.targets import TARGETS
from tests.stories.conftest import ELSEWHERE

PAGE = (ROOT / "docs" / "add-a-crm.md").read_text(encoding="utf-8")
SHAPE = re.findall(r"`(\w+\.py)`", " ".join(re.findall(r"^\| (`\w+\.py`.*?) \|", PAGE, re.MULTILINE)))
SYSTEMS = {folder.parent.name for folder in (ROOT / "crm").glob("*/__init__.py")} - {BUILT_IN}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]

each = pytest.mark.parametrize("system", sorted(SYSTEMS))


@each
def test_a_newcomer_finds_in_it_what_is_in_the_others(system: str) -> None:
    assert len(SHAPE) == 12, SHAPE
    assert [file for file in SHAPE if not (ROOT / "crm" / system / file).is_file()] == []


@each
def test_it_is_made_to_keep_the_contract_and_the_stories(system: str) -> None:
    assert system in {name.partition("-")[0] for name in TARGETS}
    assert system in {kind.partition("-")[0] for *_, kind in ELSEWHERE}


@each
def test_it_has_a_page_that_can_be_found(system: str) -> None:
    assert (ROOT / "docs" / f"{system}.md").is_file()
    for paper in ("README.md", "docs/crm.md"):
        assert f"{system}.md)" in (ROOT / paper).read_text(encoding="utf-8"), paper


def test_the_settings_name_them_all() -> None:
    assert set(get_args(Settings.model_fields["crm"].annotation)) == WANTED.keys() == SYSTEMS | {BUILT_IN}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for system in SYSTEMS:
        assert re.search(rf"\b{system}\b", RIGHT["crm"])
        assert re.search(rf"^# .*\b{system}\b", example, re.MULTILINE)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_a_border_that_holds_for_one_holds_for_all(contract: dict[str, list[str]]) -> None:
    for modules in ("source_modules", "forbidden_modules", "protected_modules"):
        named = {module.removeprefix("crm.") for module in contract.get(modules, ())} & SYSTEMS
        assert named in (set(), SYSTEMS)
