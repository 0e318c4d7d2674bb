from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.crm.fhir.node import why_left_out
from tests.crm.story import Story
from tests.crm.targets import TARGETS, ClinicSystem, Target, embedded
from tests.crm.verba import VERBA
from tests.databases import SqliteHome

Opening = Callable[[], AbstractAsyncContextManager[ClinicSystem]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """On each target; what is marked with ``needs`` on those that have these capabilities, and so on."""
    if "target" in metafunc.fixturenames:
        needed = [capability for mark in metafunc.definition.iter_markers("needs") for capability in mark.args]
        there = {name: one for name, one in TARGETS.items() if one.ground != "fhir_home" or not why_left_out()}
        if mark := metafunc.definition.get_closest_marker("over_a_line"):
            there = {name: one for name, one in there.items() if one.over_a_line and name in (mark.args or there)}
        able = [name for name, one in there.items() if all(getattr(one.capabilities, need) for need in needed)]
        metafunc.parametrize("target", able, indirect=True)


@pytest.fixture
def target(request: pytest.FixtureRequest) -> Target:
    return TARGETS[request.param]


@pytest.fixture
def clinic_system_opening(request: pytest.FixtureRequest, target: Target, tmp_path: Path) -> Opening:
    return partial(target.make, request.getfixturevalue(target.ground), tmp_path)


@pytest.fixture
async def clinic_system(clinic_system_opening: Opening) -> AsyncIterator[ClinicSystem]:
    """A clinic's system of each kind, with the clinic Verba in it."""
    async with clinic_system_opening() as system:
        await system.opens(VERBA)
        yield system


@pytest.fixture
async def story(clinic_system: ClinicSystem) -> Story:
    return await Story.begins(clinic_system)


@pytest.fixture
async def any_story(sqlite_home: SqliteHome, tmp_path: Path) -> AsyncIterator[Story]:
    """For what does not depend on the system behind: the quickest one."""
    async with embedded(sqlite_home, tmp_path) as system:
        await system.opens(VERBA)
        yield await Story.begins(system)
