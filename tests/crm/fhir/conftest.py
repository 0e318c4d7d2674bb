from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.crm.fhir.behind import Behind, behind
from tests.crm.fhir.home import FhirHome
from tests.crm.fhir.node import why_left_out
from tests.crm.fhir.system import FORMS, FhirSystem, fhir
from tests.crm.story import Story
from tests.crm.verba import VERBA

Opening = Callable[..., AbstractAsyncContextManager[FhirSystem]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Said aloud once, at the end (tests/conftest.py), not once a test."""
    if why_left_out():
        items[:] = [item for item in items if "fhir_home" not in getattr(item, "fixturenames", ())]


@pytest.fixture
def opening(fhir_home: FhirHome, tmp_path: Path) -> Opening:
    """A server of some form with the clinic Verba in it."""

    @asynccontextmanager
    async def opened(form: str = "good", **more: Any) -> AsyncIterator[FhirSystem]:
        async with fhir(fhir_home, tmp_path, FORMS[form] | more) as system:
            await system.opens(VERBA)
            yield system

    return opened


@pytest.fixture(params=["good"])
async def system(request: pytest.FixtureRequest, opening: Opening) -> AsyncIterator[FhirSystem]:
    """The good one; others by ``parametrize("system", …, indirect=True)``."""
    async with opening(request.param) as system:
        yield system


@pytest.fixture
async def story(system: FhirSystem) -> Story:
    return await Story.begins(system)


@pytest.fixture
async def there(system: FhirSystem) -> AsyncIterator[Behind]:
    """What the server keeps, past the adapter."""
    async with behind(system.url) as there:
        yield there
