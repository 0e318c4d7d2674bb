"""docs/fhir.md says what is so."""

import re
from pathlib import Path

from clinic.read import read_clinic
from crm.fhir.searches import SEARCHES
from crm.fhir.style import WRITTEN
from tests.architecture.rooms import ROOT

PAGE = (ROOT / "docs" / "fhir.md").read_text(encoding="utf-8")


def test_the_clinic_file_on_the_page_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "clinic.yaml"
    file.write_text(example, encoding="utf-8")
    assert read_clinic(file, whole=False).crm.booking == "transaction"


def test_all_that_is_searched_and_written_is_asked_for() -> None:
    rows: dict[str, str] = dict(re.findall(r"^\| (\w+) \|(.*)$", PAGE, re.MULTILINE))
    named = {search.words: [f"`{name}`" in rows[search.kind] for name, _ in search.asked] for search in SEARCHES}
    assert [words for words, there in named.items() if not all(there)] == []
    assert [kind for kind, how in WRITTEN if how not in rows[kind]] == []
