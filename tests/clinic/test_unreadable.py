"""Files that are not even YAML: one mistake, at the place where a person has to look."""

from pathlib import Path

import pytest

from clinic.read import ClinicFileError, read_clinic
from tests.clinic.small import broken, written

BROKEN_YAML = [
    ("  - id: melnyk", "\t- id: melnyk", "36: a tab stands here; indent with spaces"),
    ("    address: ", "   address: ", "14: this line is indented differently from its neighbours"),
    ("    pin:", "      pin:", "15: "),
    ('name: {uk: "Центр"}', 'name: {uk: "Центр}', "13: a { is not closed by }, a quote is not closed"),
    ('to: "12:00"}]', 'to: "12:00}]', "40: a text in quotes has no closing quote"),
    ('name: {uk: "Центр"}', 'name: {uk: "Центр"', "13: a { is not closed by }, a quote is"),
    ("[46.48, 30.73]", "[46.48, 30.73", "15: a [ is not closed by ]"),
    ("name: Ірина Мельник", "name: Лікар: Мельник", '37: a second ": " in one line; put the text in quotes'),
    ("name: Ірина Мельник", "name Ірина Мельник", "37: "),
    ("name: Ірина Мельник", "name: *Мельник", '37: a text cannot begin with "*"; put the text in quotes'),
    ("name: Ірина Мельник", "name: *melnyk", '37: doctors[1].name: "*" has a meaning of its own here; put'),
    ("name: Ірина Мельник", "name: &melnyk x", '37: doctors[1].name: "&" has a meaning of its own here; put'),
    (
        "name: Ірина Мельник",
        "name: !!python/object:os.system x",
        '37: doctors[1].name: "!" has a meaning of its own here',
    ),
    ("name: Ірина Мельник", "name: @Мельник", "37: a text cannot begin with this sign; put the text in quotes"),
    ("name: Ірина Мельник", "name: {{name}}", "37: doctors[1].name: a name was expected before the colon"),
    ("name: Ірина Мельник", "name: Мельник\x07", "37: an invisible character stands here"),
    ("name: Ірина Мельник", 'name: "C:\\photos"', "37: a text in quotes has no closing quote, or a quote or backslash"),
    ("[46.48, 30.73]", "[46.48,, 30.73]", "15: a value is missing before this, or a bracket, comma or dash"),
    ("name: Ірина Мельник", "name: - Мельник", "37: this dash stands where no list can begin; put it on a line"),
    ("zone: Europe/Kyiv", "...\nзона", "4: the file begins with something that is no field"),
    ("doctors:", "---\ndoctors:", '22: a second document begins; take out the line "---"'),
]


def only_mistake(path: Path) -> str:
    with pytest.raises(ClinicFileError) as error:
        read_clinic(path)
    assert len(error.value.mistakes) == 1
    return str(error.value)


@pytest.mark.parametrize(("right", "wrong", "expected"), BROKEN_YAML)
def test_broken_yaml_is_explained_in_plain_words(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    assert only_mistake(written(tmp_path, broken(right, wrong))).startswith(f"clinic.yaml:{expected}")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "just words", "- a\n- b\n", "null"])
def test_what_is_no_clinic_at_all_is_said_so(tmp_path: Path, text: str) -> None:
    assert only_mistake(written(tmp_path, text)) == (
        "clinic.yaml:1: is not a clinic file; begin with the demo clinic's"
    )


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert only_mistake(tmp_path / "none.yaml") == "none.yaml: there is no such file; check its name and folder"
    assert only_mistake(tmp_path).startswith(f"{tmp_path.name}: cannot be opened: ")


def test_another_encoding_is_named_with_the_line_where_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_bytes(b"zone: Europe/Kyiv\n" + "name: Клініка\n".encode("cp1251"))
    assert only_mistake(path) == "clinic.yaml:2: is not UTF-8 from here on; save it again with the encoding UTF-8"


def test_the_mark_that_windows_puts_first_does_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_clinic(path).doctors[0].id == "shevchuk"


def test_a_file_that_is_too_big_is_not_parsed(tmp_path: Path) -> None:
    assert only_mistake(written(tmp_path, "#" * (1024 * 1024 + 1))).startswith("clinic.yaml: is over 1 MB")


def test_a_bomb_of_aliases_goes_out_at_its_first_fuse(tmp_path: Path) -> None:
    laughs = "a0: &a0 [ha, ha]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 40))
    assert only_mistake(written(tmp_path, laughs)).startswith('clinic.yaml:1: a0: "&" has a meaning of its own')


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000])
def test_a_bottomless_file_is_left_at_the_twelfth_step(tmp_path: Path, deep: str) -> None:
    assert "too many fields inside one another" in only_mistake(written(tmp_path, deep))
