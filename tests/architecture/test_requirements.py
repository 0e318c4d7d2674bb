"""The lock files: what pyproject.toml asks for, each file by its hash, from whichever index a machine is set up for."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.rooms import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME, DEV = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+) \\$", re.MULTILINE)
ASKED_BY_US = re.compile(r"^([a-z0-9.-]+)==(?:(?!^\S).)*?reception \(pyproject\.toml\)", re.MULTILINE | re.DOTALL)


def named(requirements: list[str]) -> set[str]:
    return {_name(requirement) for requirement in requirements}


def test_each_lock_holds_what_the_project_asks_for() -> None:
    assert set(ASKED_BY_US.findall(RUNTIME.read_text())) == named(PROJECT["dependencies"])
    dev = named(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
    assert set(ASKED_BY_US.findall(DEV.read_text())) == dev


def test_tests_run_on_the_versions_that_the_bot_runs_on() -> None:
    runtime, dev = (dict(PIN.findall(lock.read_text())) for lock in (RUNTIME, DEV))
    assert runtime
    assert {name: version for name, version in runtime.items() if dev.get(name) != version} == {}


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=lambda lock: lock.name)
def test_every_package_has_its_hashes(lock: Path) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", lock.read_text().strip())
    assert len(packages) == len(PIN.findall(lock.read_text()))
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("lock", [RUNTIME, DEV], ids=lambda lock: lock.name)
def test_no_lock_names_an_index_or_an_address(lock: Path) -> None:
    assert (
        re.findall(r"(?:--(?:extra-)?index-url|--find-links|--trusted-host|https?:|file:|@ ).*", lock.read_text()) == []
    )


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()
