"""The clinic's own system, as the settings name it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from bot.databases import own_system
from bot.hints import Hook
from bot.settings import Settings
from clinic.model import Clinic
from crm.access import Access
from crm.breaker import Breaker
from crm.port import Crm
from crm.timed import Timed
from db.database import Database
from reception.clock import Clock

BUILT_IN = "embedded"


def is_built_in(settings: Settings) -> bool:
    """Then the clinic file describes all there is; else it adds to what the system knows."""
    return settings.crm == BUILT_IN


def name_of(settings: Settings) -> str:
    """The installation that all ids belong to, whatever our password is."""
    return BUILT_IN if is_built_in(settings) else f"{settings.crm} at {settings.crm_installation or settings.crm_url}"


@asynccontextmanager
async def clinics_system(settings: Settings, database: Database, clinic: Clinic, clock: Clock) -> AsyncIterator[Crm]:
    """Within its time limits, and left alone while it does not answer; without what the clinic file adds to it."""
    if is_built_in(settings):
        yield own_system(database, clock)
        return
    async with elsewhere(settings, clinic, clock) as system:
        yield system


@asynccontextmanager
async def elsewhere(settings: Settings, clinic: Clinic, clock: Clock) -> AsyncIterator[Crm]:
    """The one that is not built in."""
    async with _adapter(settings, clinic, clock) as adapter:
        yield Breaker(Timed(adapter))


def hook_of(settings: Settings) -> Hook | None:
    """How the system may tell us that something has changed, where it can and a secret is set."""
    if settings.crm != "eleks" or settings.crm_hook_secret is None:
        return None
    from crm.eleks.hook import touched  # noqa: PLC0415

    return Hook(settings.crm_hook_secret, partial(touched, installation=settings.crm_installation or ""))


def _adapter(settings: Settings, clinic: Clinic, clock: Clock) -> AbstractAsyncContextManager[Crm]:
    """Each imports what it alone needs."""
    access = Access(
        url=settings.crm_url or "",
        user=settings.crm_user or "",
        password=settings.crm_password or "",
        token=settings.crm_token or "",
        installation=settings.crm_installation or "",
    )
    if settings.crm == "fhir":
        from crm.fhir.adapter import open_fhir  # noqa: PLC0415

        return open_fhir(access, clinic, clock)
    from crm.eleks.adapter import open_eleks  # noqa: PLC0415

    return open_eleks(access, clinic, clock)
