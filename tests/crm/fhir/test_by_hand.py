"""``python -m tests.crm.fhir.server``: what it prints leads to the demo clinic."""

import asyncio
import shlex
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from clinic.read import read_clinic
from crm.access import Access
from crm.described import Described
from crm.fhir.adapter import open_fhir
from crm.port import Crm
from reception.clock import SystemClock
from tests.architecture.rooms import ROOT

PRINTED = ("CRM", "CRM_URL", "CLINIC_FILE")


@pytest.mark.usefixtures("fhir_home")  # where there can be none, this is left out as well
async def test_the_demo_clinic_is_there_to_be_tried() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crm.fhir.server", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout
    try:
        async with asyncio.timeout(60):
            lines = [(await program.stdout.readline()).decode() for _ in PRINTED]
        await tried(dict(one.split("=", 1) for line in lines for one in shlex.split(line)))
    finally:
        program.terminate()
        assert await program.wait() == 0


async def tried(settings: dict[str, str]) -> None:
    assert tuple(settings) == PRINTED
    clinic = await asyncio.to_thread(read_clinic, Path(settings["CLINIC_FILE"]), whole=False)
    async with open_fhir(Access(settings["CRM_URL"]), clinic, SystemClock()) as opened:
        crm = Described(opened, clinic)
        assert [look.told for look in await crm.check() if not look.well] == []
        shown = await crm.directory()
        assert all(doctor.photo and set(doctor.name) == {"uk", "en", "ru", "pl", "it"} for doctor in shown.doctors)
        assert await somebody_is_free(crm)


async def somebody_is_free(crm: Crm) -> bool:
    start = SystemClock().now()
    for offer in (await crm.directory()).offers:
        place = offer.doctor_id, offer.service_id, offer.branch_id
        if await crm.free_slots(*place, start, start + timedelta(days=30)):
            return True
    return False
