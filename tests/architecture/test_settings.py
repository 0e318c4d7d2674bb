"""What is written about settings and what the program reads are the same."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.architecture.rooms import ROOT

LINE = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=(.*)$", re.MULTILINE)
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SETTINGS = {name.upper(): field.default for name, field in Settings.model_fields.items()}
PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
NO_SETTING_OF_THE_PROGRAM = {"TEST_DATABASE_URL", "POSTGRES_PASSWORD"}  # tests/conftest.py and compose.yaml read them


def test_the_example_names_each_setting_once() -> None:
    assert sorted(name for name, _ in LINE.findall(EXAMPLE)) == sorted(SETTINGS)


def test_the_example_tells_the_defaults() -> None:
    assert dict(LINE.findall(EXAMPLE)) == {name: _written(default) for name, default in SETTINGS.items()}


def test_the_example_changes_nothing_as_it_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    example = tmp_path / ".env"
    example.write_text(EXAMPLE, encoding="utf-8")
    assert Settings(_env_file=example) == Settings(_env_file=None)
    example.write_text(re.sub(r"^# ([A-Z_]+=)", r"\1", EXAMPLE, flags=re.MULTILINE), encoding="utf-8")
    spelled_out = Settings(_env_file=example).model_dump()
    assert spelled_out | {"clinic_file": ROOT / spelled_out["clinic_file"]} == Settings(_env_file=None).model_dump()


def test_each_setting_is_explained() -> None:
    for block in EXAMPLE.strip().split("\n\n"):
        assert re.match(r"# [A-Z][a-z]", block), block


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_no_paper_promises_a_setting_that_is_not_there(paper: Path) -> None:
    """All that looks like a setting of ours: in capitals, and given a value or begun like one of them."""
    text = paper.read_text(encoding="utf-8")
    ours = "|".join(sorted({name.split("_")[0] for name in SETTINGS}))
    named = re.findall(rf"\b([A-Z][A-Z_]{{2,}})(?==)|\b((?:{ours})_[A-Z_]+)\b", text)
    assert {first or second for first, second in named} - SETTINGS.keys() - NO_SETTING_OF_THE_PROGRAM == set()


def _written(default: object) -> str:
    if isinstance(default, Path):
        return str(default.relative_to(ROOT))
    return "" if default in {None, ()} else str(default)
