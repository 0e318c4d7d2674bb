"""What is wrong in a file that an admin has sent is told in the admin's language."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from clinic.mistakes import ClinicFileError, Remark
from clinic.model import Clinic
from clinic.read import read_clinic, read_sent
from handlers.screens.admin import files
from locales.extract import said
from locales.words import words
from tests.clinic.small import broken, written
from tests.clinic.test_mistakes import MISTAKES
from tests.clinic.test_unreadable import BROKEN_YAML

QUESTIONS = """\
faq:
  - id: Аналізи
    name: {uk: Аналізи}
    name: {uk: Дослідження}
    entris: []
  - {id: prices, entries: []}
  - {id: hours, name: "{}", entries: багато}
"""


def texts(error: ClinicFileError) -> Iterator[str]:
    """Those that translators must know, without their values."""
    left = [mistake.message for mistake in error.mistakes]
    while left:
        remark = left.pop()
        left += [value for value in remark.values.values() if isinstance(value, Remark)]
        yield remark.text


def test_an_admin_reads_in_ukrainian_what_is_wrong(clinic: Clinic) -> None:
    with pytest.raises(ClinicFileError) as error:
        read_sent("faq.yaml", QUESTIONS.encode(), clinic)
    head, *told = unescape(files.mistaken(words("uk"), error.value).text).split("\n\n")
    assert head.startswith("Цей файл поки не можна прийняти.")
    assert [line.removeprefix("<code>faq.yaml:").removesuffix("</code>") for line in told] == [
        '2: faq[0].id: "Аналізи" не може бути id; напишіть до 32 знаків з a-z, 0-9 і "-", наприклад "family-visit"',
        "4: faq[0].name: стоїть тут двічі (уперше в рядку 3); залиште щось одне",
        '5: faq[0].entris: тут не підходить; можливо, "entries"?',
        '6: faq[1].name: цього бракує; додайте, наприклад name: {uk: "…", en: "…"}',
        '7: faq[2].entries: "багато" не є списком; напишіть його в дужках, наприклад [one, two]',
    ]


def test_translators_know_every_word_of_a_mistake(tmp_path: Path) -> None:
    known = {message.id for message in said("remark", "unfit")}
    for right, wrong, _ in (*MISTAKES, *BROKEN_YAML):
        with pytest.raises(ClinicFileError) as error:
            read_clinic(written(tmp_path, broken(right, wrong)))
        assert set(texts(error.value)) <= known
