"""Home calls in the built-in system: of its own patients and doctors, and nobody reads them without the key."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from crm.embedded.tables import home_calls
from crm.errors import NotFound
from tests.crm.story import Story, home_call
from tests.crm.targets import Embedded


async def test_whom_it_does_not_know_it_tells(system: Embedded, story: Story) -> None:
    call = home_call(await story.patient(), "hrab")
    for wrong in (replace(call, patient_id="987654321"), replace(call, doctor_id="nobody")):
        with pytest.raises(NotFound):
            await system.crm.request_home_call(wrong)
    assert await system.reception_reads_home_calls() == []


async def test_what_was_said_is_sealed(system: Embedded, story: Story) -> None:
    call = home_call(await story.patient(), "hrab")
    await system.crm.request_home_call(call)
    (row,) = await system.database.rows(select(home_calls))
    assert [said for said in (call.address, call.phone, call.complaint) if said in str(row)] == []
    assert system.database.unseal(row.sealed)["address"] == call.address
