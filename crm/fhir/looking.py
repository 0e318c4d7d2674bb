"""`python -m bot check` at a FHIR server."""

from crm.fhir.server import Server
from crm.model import Look


async def check(server: Server) -> list[Look]:
    return [Look(well=True, told=str(server))]
