"""docs/eleks.md says what is so."""

import re
from pathlib import Path

from clinic.read import read_clinic
from tests.architecture.rooms import ROOT
from tests.crm.eleks.server.signatures import SIGNATURES

PAGE = (ROOT / "docs" / "eleks.md").read_text(encoding="utf-8")


def test_the_clinic_file_on_the_page_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "clinic.yaml"
    file.write_text(example, encoding="utf-8")
    clinic = read_clinic(file, whole=False)
    assert clinic.crm.visits == (("LOR", "310"), ("CARD", "415"))
    assert clinic.crm.statuses == (("PRC", "arrived"),)


def test_every_procedure_that_is_called_is_asked_for() -> None:
    asked = next(line for line in PAGE.splitlines() if line.startswith("| The right to call"))
    assert [name for name in SIGNATURES if name.removeprefix("spzIB") not in asked] == []
