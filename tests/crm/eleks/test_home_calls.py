"""Home calls at Doctor Eleks: a task for the staff, if the account may give one."""

import pytest

from crm.errors import Refused
from tests.crm.broken_line import Fault
from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, home_call


async def test_a_task_says_for_whom_and_how_to_find_it_again(system: EleksSystem, server: Server) -> None:
    marta = await (await Story.begins(system)).patient()
    await system.crm.request_home_call(home_call(marta, "hrab", "key-1"))
    (task,) = server.world.tasks
    assert task.startswith(f"Виклик додому: {marta.id}\n")
    assert task.endswith("[tg:key-1]")


async def test_who_may_give_no_task_may_book_all_the_same(system: EleksSystem, server: Server) -> None:
    """Refused credentials would leave the whole system alone for minutes (crm/breaker.py)."""
    marta = await (await Story.begins(system)).patient()
    async with system.over_a_line() as (crm, way):
        way.breaks(Fault.UNAUTHORISED, lambda _request, body: b"spzIBTaskCreate" in body, times=2)
        with pytest.raises(Refused):
            await crm.request_home_call(home_call(marta, "hrab"))
    assert server.world.tasks == []
