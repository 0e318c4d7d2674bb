"""``check``: each procedure that we need is tried, as far as that changes nothing, and what came is told in words.

For whoever sets the bot up at a clinic: what the manual leaves open is seen here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from clinic.model import Clinic
from crm.described import not_described, not_there
from crm.eleks import photos
from crm.eleks.answers import Row, lists, spelling
from crm.eleks.directory import Shelves
from crm.eleks.session import Session
from crm.eleks.shelf import Shelf
from crm.eleks.statuses import Statuses
from crm.eleks.values import text
from crm.errors import CrmError, Refused
from crm.model import Look

NOBODYS_NUMBER = "380003141592"
FEW = 10
DAYS = "14"
# The key that its rows must have, and what it is asked with.
DIRECTORY: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "spzIBCompanyDetails": ("companyguid", {}),
    "spzIBVenueDetails": ("venueid", {}),
    "spzIBSpecialityDetails": ("userspecialitycode", {"SpecialityisInternet": "1"}),
    "spzIBUserDetails": ("userlogin", {}),
    "spzIBServiceList": ("serviceid", {}),
    "spzIBScheduleStatusDictionary": ("schedulestatuscode", {}),
}
# Asked for what is not there, they may refuse.
VISITS = ("spzIBScheduleList", "spzIBScheduleBookingDetails")


class Looking:
    def __init__(self, session: Session, shelves: Shelves, statuses: Statuses, clinic: Clinic) -> None:
        self._session = session
        self._shelves = shelves
        self._statuses = statuses
        self._clinic = clinic

    async def look(self) -> list[Look]:
        try:
            await self._session.log_in()
        except CrmError as error:
            return [_wrong(str(error))]
        looks = [_well(f"logged in as {self._session.user}")]
        looks += [await self._rows(method, *asked) for method, asked in DIRECTORY.items()]
        looks.append(await self._rows("spzIBUserDetailsExtended", "userlogin", await self._one_branch()))
        looks += [await self._search(), *[await self._visit(method) for method in VISITS]]
        try:
            shelf = await self._shelves.fresh()
            looks += [_contents(shelf), await self._free_times(shelf)]
            return [*looks, *self._settings(shelf), *self._codes(await self._statuses.dictionary())]
        except CrmError as error:
            told = [] if any(not look.well for look in looks) else [_wrong(f"no directory: {error}")]
            return [*looks, *told, _well("the rest can be looked at when these are right")]

    async def _rows(self, method: str, key: str, given: Mapping[str, str], *, some: bool = True) -> Look:
        """``some``: there must be any."""
        try:
            body, rows = await self._session.answer(method, key, given)
        except CrmError as error:
            return _failed(method, error)
        if not rows:
            return Look(well=not some, told=f"{method}: no rows")
        return _well(f"{method}: {_form(body, key, rows)}{_photos(rows, self._session.url)}")

    async def _one_branch(self) -> Mapping[str, str]:
        """As the directory asks: branch by branch, the rows are long."""
        try:
            rows = await self._session.probe("spzIBCompanyDetails", "companyguid")
        except CrmError:
            return {}
        return {"CompanyGUID": text(rows[0]["companyguid"])} if rows else {}

    async def _search(self) -> Look:
        method, key = "spzIBPatientSearch", "patientid"
        try:
            _, rows = await self._session.answer(method, key, {"PatientPhone": NOBODYS_NUMBER})
        except CrmError as error:
            return _failed(method, error)
        return _well(f"{method}: {len(rows)} rows for {NOBODYS_NUMBER}, which ought to be nobody's")

    async def _visit(self, method: str) -> Look:
        try:
            _, rows = await self._session.answer(method, "scheduleid", {"ScheduleID": "0"})
        except Refused as refused:
            words = f"{method}: to visit 0, which is nobody's, it says: {refused.text}"
            return _well(f"{words} (if that is about rights, the account needs the right to call it)")
        except CrmError as error:
            return _failed(method, error)
        return _well(f"{method}: {len(rows)} rows for visit 0, which is nobody's")

    async def _free_times(self, shelf: Shelf) -> Look:
        offer = next(iter(shelf.directory.offers), None)
        if offer is None:
            return _wrong("spzIBFreeSeanceDetails: nobody to ask it for")
        given = {"ServiceID": offer.service_id, "UserLogin": offer.doctor_id, "CompanyGUID": offer.branch_id}
        asked = {**given, "DayCount": DAYS}
        look = await self._rows("spzIBFreeSeanceDetails", "timetablestarttime", asked, some=False)
        whose = f"for {offer.doctor_id}, service {offer.service_id}, in {DAYS} days"
        return Look(look.well, f"{look.told} {whose}")

    def _settings(self, shelf: Shelf) -> Iterator[Look]:
        """What the clinic file and the system say of each other."""
        for kind, ids in not_there(shelf.directory, self._clinic).items():
            if ids:
                yield _wrong(f"{kind} of the clinic file that cannot be booked there: {_some(ids)}")
        for kind, ids in not_described(shelf.directory, self._clinic).items():
            if ids:
                yield _well(f"{kind} that the clinic file says nothing of: {_some(ids)}")
        open_ids = {one.id for one in shelf.directory.specialties} | {one.id for one in shelf.directory.services}
        for code, service in self._clinic.crm.visits:
            if not {code, service} <= open_ids:
                yield _wrong(f"crm: visits: {code}: {service}: one of them is not open to online booking")
        if shelf.shared:
            words = "given by doctors of several specialties; say whose they are (specialty, or crm: visits)"
            yield _wrong(f"services {_some(shelf.shared)}: {words}")

    def _codes(self, names: Mapping[str, str]) -> Iterator[Look]:
        taken = {code: self._statuses.taken_for(code, name) for code, name in names.items()}
        known = [f'{code} "{names[code]}" is {status}' for code, status in taken.items() if status]
        yield _well(f"statuses of visits: {', '.join(known)}")
        if unknown := [f'{code} "{names[code]}"' for code, status in taken.items() if status is None]:
            yield _wrong(f"statuses that nobody knows, taken for booked: {', '.join(unknown)}; see crm: statuses")
        if gone := [code for code, _ in self._clinic.crm.statuses if code not in names]:
            yield _wrong(f"crm: statuses: there is no {_some(gone)}")


def _well(told: str) -> Look:
    return Look(well=True, told=told)


def _wrong(told: str) -> Look:
    return Look(well=False, told=told)


def _failed(method: str, error: CrmError) -> Look:
    if isinstance(error, Refused):
        return _wrong(f"{method}: is refused: {error.text}")
    return _wrong(f"{method}: {str(error).removeprefix(f'{method}: ')}")


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:FEW]) + (f" and {len(ids) - FEW} more" if ids[FEW:] else "")


def _form(body: Any, key: str, rows: Sequence[Row]) -> str:
    where = next((name for name, _ in lists(body, key)), "")
    return f'{len(rows)} rows in "{where}", keys as "{spelling(body, key)}"'


def _photos(rows: Sequence[Row], url: str) -> str:
    """Which forms they have, where there are any."""
    values = [row["userphoto"] for row in rows if row.get("userphoto")]
    kinds = Counter(
        "inside" if photos.inside(one) else "an address" if photos.address(one, url) else "unreadable" for one in values
    )
    return f", photos: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}" if kinds else ""


def _contents(shelf: Shelf) -> Look:
    found = shelf.directory
    told = (
        f"{len(found.branches)} branches, {len(found.specialties)} specialties, {len(found.services)} services, "
        f"{len(found.doctors)} doctors can be booked online"
    )
    return Look(well=bool(found.doctors), told=told)
