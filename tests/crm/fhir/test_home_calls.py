"""Home calls on FHIR servers: a ServiceRequest as its definition wants it, and servers that take none."""

import pytest

from crm.errors import Refused
from crm.model import Patient
from tests.crm.fhir.behind import behind
from tests.crm.fhir.conftest import Opening
from tests.crm.story import Story, home_call


async def test_it_says_who_is_wanted_by_whom_and_how_soon(opening: Opening) -> None:
    async with opening() as system, behind(system.url) as there:
        story = await Story.begins(system)
        marta, hrab = await story.patient(), story.id_of("Граб Іван")
        await story.crm.request_home_call(home_call(marta, hrab, urgent=True))
        (asked,) = await there.find("ServiceRequest")
        assert (asked["status"], asked["intent"], asked["priority"]) == ("active", "proposal", "urgent")
        assert asked["subject"] == {"reference": f"Patient/{marta.id}"}
        assert asked["performer"] == [{"reference": f"Practitioner/{hrab}"}]


async def test_a_server_that_takes_none_refuses(opening: Opening) -> None:
    async with opening(writes=False) as system, behind(system.url) as there:
        await there.keep({"resourceType": "Patient", "id": "marta"})
        hrab = (await Story.begins(system)).id_of("Граб Іван")
        with pytest.raises(Refused):
            await system.crm.request_home_call(home_call(Patient("marta", "Левчук", "Марта", "", None), hrab))
