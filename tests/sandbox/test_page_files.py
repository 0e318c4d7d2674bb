"""What must hold of the page's files without a browser: nothing from elsewhere, nothing that runs by being shown."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
FILES = sorted(path for path in PAGE.iterdir() if path.is_file())
SCRIPTS = [path for path in FILES if path.suffix == ".js"]
STYLES = [path for path in FILES if path.suffix == ".css"]
NAMESPACE = "http://www.w3.org/2000/svg"  # a name, not an address: nothing is fetched by it
LONGEST = 120


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    assert not re.findall(r"(?:https?:|wss?:)?//\w[^\s\"'`]+\.\w+", text_of(path).replace(NAMESPACE, ""))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_file_can_be_read_in_one_go(path: Path) -> None:
    assert len(text_of(path).splitlines()) <= LONGEST


def test_html_from_a_string_is_taken_in_one_place_only_where_the_server_made_it() -> None:
    taken = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|parseFromString|\beval\(")
    lines = [(path.name, line.strip()) for path in SCRIPTS for line in text_of(path).splitlines()]
    uses = [(name, line) for name, line in lines if taken.search(line) and not line.startswith("//")]
    assert uses == [("bubble.js", "text.innerHTML = html;")]


def test_no_handler_and_no_script_stands_in_the_markup() -> None:
    index = text_of(PAGE / "index.html")
    assert not re.findall(r"\son\w+=", index)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", index)
    assert not re.findall(r"<style|\sstyle=", index)
    assert "script-src 'self';" in index


def test_every_file_that_is_named_is_there_and_every_file_is_named() -> None:
    named = {name for path in FILES for name in re.findall(r"(?:/page/|\"\./)([\w.-]+)", text_of(path))}
    assert named == {path.name for path in FILES} - {"index.html"}


def test_every_icon_that_is_drawn_exists() -> None:
    drawn = {icon for path in SCRIPTS for icon in re.findall(r"icon\(((?:[^()]|\(\))*)\)", text_of(path))}
    used = {name for call in drawn for name in re.findall(r"\"([\w-]+)\"", call)}
    assert used == set(re.findall(r"<symbol id=\"([\w-]+)\"", text_of(PAGE / "icons.svg")))


def test_every_colour_that_is_used_has_a_value() -> None:
    styles = "".join(map(text_of, STYLES))
    assert set(re.findall(r"var\((--[\w-]+)", styles)) == set(re.findall(r"(--[\w-]+):", styles))


def test_no_text_is_smaller_than_15_pixels() -> None:
    sizes = re.findall(r"font(?:-size)?: (?:400 )?([\d.]+)(rem|px)", "".join(map(text_of, STYLES)))
    assert sizes
    assert min(float(size) * (16 if unit == "rem" else 1) for size, unit in sizes) >= 15
