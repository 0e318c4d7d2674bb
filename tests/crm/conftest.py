from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.crm.story import Story
from tests.crm.targets import TARGETS, ClinicSystem, embedded
from tests.crm.verba import VERBA
from tests.databases import SqliteHome

Opening = Callable[[], AbstractAsyncContextManager[ClinicSystem]]


@pytest.fixture(params=TARGETS)
def clinic_system_opening(request: pytest.FixtureRequest, tmp_path: Path) -> Opening:
    ground, make = TARGETS[request.param]
    return partial(make, request.getfixturevalue(ground), tmp_path)


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
