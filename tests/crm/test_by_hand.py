"""``python -m tests.crm.eleks.server`` and ``tests.crm.fhir.server``: what they print leads to the demo clinic."""

import asyncio
import shlex
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path

import pytest

from clinic.model import Clinic
from clinic.read import read_clinic
from crm.access import Access
from crm.described import Described
from crm.eleks.adapter import open_eleks
from crm.fhir.adapter import open_fhir
from crm.port import Crm
from reception.clock import SystemClock
from tests.architecture.rooms import ROOT

ELEKS = ("CRM", "CRM_URL", "CRM_USER", "CRM_PASSWORD", "CRM_INSTALLATION", "CLINIC_FILE")
FHIR = ("CRM", "CRM_URL", "CLINIC_FILE")

OPENING: Mapping[str, Callable[[Access, Clinic, SystemClock], AbstractAsyncContextManager[Crm]]]
OPENING = {"eleks": open_eleks, "fhir": open_fhir}


async def test_the_demo_clinic_is_there_to_be_tried_in_doctor_eleks() -> None:
    settings = await printed("tests.crm.eleks.server", ELEKS)
    assert settings["CRM"] == "eleks"


@pytest.mark.usefixtures("fhir_home")  # where there can be none, this is left out as well
async def test_the_demo_clinic_is_there_to_be_tried_in_fhir() -> None:
    settings = await printed("tests.crm.fhir.server", FHIR)
    assert settings["CRM"] == "fhir"


async def printed(module: str, names: tuple[str, ...]) -> dict[str, str]:
    """Having been tried, while it runs."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout
    try:
        async with asyncio.timeout(60):
            lines = [(await program.stdout.readline()).decode() for _ in names]
        settings = dict(one.split("=", 1) for line in lines for one in shlex.split(line))
        assert tuple(settings) == names
        await tried(settings)
    finally:
        program.terminate()
        assert await program.wait() == 0
    return settings


async def tried(settings: dict[str, str]) -> None:
    clinic = await asyncio.to_thread(read_clinic, Path(settings["CLINIC_FILE"]), whole=False)
    access = Access(
        settings["CRM_URL"],
        settings.get("CRM_USER", ""),
        settings.get("CRM_PASSWORD", ""),
        installation=settings.get("CRM_INSTALLATION", ""),
    )
    async with OPENING[settings["CRM"]](access, clinic, SystemClock()) as opened:
        await is_the_demo_clinic(Described(opened, clinic), clinic)


async def is_the_demo_clinic(crm: Crm, clinic: Clinic) -> None:
    assert [look.told for look in await crm.check() if not look.well] == []
    shown = await crm.directory()
    assert len(shown.doctors) == len(clinic.doctors)
    assert all(doctor.photo and set(doctor.name) == {"uk", "en", "ru", "pl", "it"} for doctor in shown.doctors)
    assert await somebody_is_free(crm)


async def somebody_is_free(crm: Crm) -> bool:
    start = SystemClock().now()
    for offer in (await crm.directory()).offers:
        place = offer.doctor_id, offer.service_id, offer.branch_id
        if await crm.free_slots(*place, start, start + timedelta(days=30)):
            return True
    return False
