"""The parameters of each procedure, as the fact sheet lists them: kind, and whether one is required."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?")


@dataclass(frozen=True)
class Parameter:
    """``most``: characters of an nvarchar(n), whose tail is cut in silence."""

    right: Callable[[str], object]
    most: int | None = None
    required: bool = False


def _guid(value: str) -> bool:
    try:
        return str(UUID(value)) == value.lower()
    except ValueError:
        return False


def _int(value: str) -> bool:
    return value.isascii() and value.isdecimal() and int(value) < 2**31


def _text(most: int | None = None, *, required: bool = False) -> Parameter:
    return Parameter(lambda value: value != "", most, required)


INT, NEEDED_INT = Parameter(_int), Parameter(_int, required=True)
BIT = Parameter({"0", "1"}.__contains__)
DATE, NEEDED_DATE = Parameter(MOMENT.fullmatch), Parameter(MOMENT.fullmatch, required=True)
GUID = Parameter(_guid)
SEX = Parameter({"MAL", "FEM"}.__contains__)
FORBIDDEN = Parameter(lambda _: False)

SIGNATURES: Mapping[str, Mapping[str, Parameter]] = {
    "spzIBCompanyDetails": {"CompanyExternalID1": _text(200), "CompanyExternalID2": _text(200)},
    "spzIBVenueDetails": {"VenueExternalID": _text(200)},
    "spzIBSpecialityDetails": {
        "UserSpecialityCode": _text(200),
        "UserSpecialityExternalID": _text(200),
        "Search": _text(200),
        "SpecialityisInternet": BIT,
    },
    "spzIBUserDetails": {"UserSpecialityCode": _text(200), "UserLogin": _text(200), "Search": _text(200)},
    "spzIBUserDetailsExtended": {
        "CompanyCity": _text(200),
        "CompanyGUID": GUID,
        "UserLogin": _text(200),
        "Search": _text(200),
        "ServiceID": INT,
        "UserSpecialityCode": _text(200),
    },
    "spzIBServiceList": {"ServiceID": INT, "ServiceExternalID": INT, "ServiceIsInternetSevice": BIT},
    "spzIBFreeSeanceDetails": {
        "ServiceID": NEEDED_INT,
        "DayCount": NEEDED_INT,
        "UserLogin": _text(200, required=True),
        "CompanyGUID": GUID,
        "CompanyCity": _text(200),
    },
    "spzIBPatientSearch": {
        "PatientID": INT,
        "PatientExternalID1": _text(255),
        "PatientExternalID2": _text(255),
        "PatientName": _text(200),
        "PatientPhone": _text(200),
        "StartDate": FORBIDDEN,  # neither type nor meaning is given
        "EndDate": FORBIDDEN,
    },
    "spzIBPatientCreate": {
        "PatientName1": _text(),
        "PatientName2": _text(),
        "PatientName3": _text(),
        "PatientBirthDate": NEEDED_DATE,
        "PatientSexCode": Parameter(SEX.right, required=True),  # else it is MAL for everybody
        "PatientIsTwin": BIT,
        "PatientPhone": _text(required=True),
        "PatientEmail": _text(),
        "PatientAddress": _text(),
        "PatientIsVIP": BIT,
    },
    "spzIBScheduleCreate": {
        "PatientID": NEEDED_INT,
        "ServiceID": NEEDED_INT,
        "VenueID": NEEDED_INT,
        "UserLogin": _text(200, required=True),
        "StartTime": NEEDED_DATE,
        "EndTime": NEEDED_DATE,
        "AccountID": INT,
        "FranchisePercent": Parameter(re.compile(r"\d+(\.\d+)?").fullmatch),
        "ScheduleDesc": _text(),
        "ScheduleDublicatesRulesIsDisabled": FORBIDDEN,  # taken slots would no longer be checked
    },
    "spzIBScheduleCancel": {"ScheduleID": NEEDED_INT},
    "spzIBScheduleBookingDetails": {"ScheduleID": INT, "BookingID": INT},
    "spzIBScheduleList": {
        "PatientID": INT,
        "StartDate": DATE,
        "EndDate": DATE,
        "ScheduleID": INT,
        "ScheduleExternalID": _text(4000),
    },
    "spzIBScheduleStatusDictionary": {},
    "spzIBTaskCreate": {"TaskStartDate": DATE, "TaskDesc": _text(), "TaskName": _text(200)},
}
# Of those that have none marked as required: what they are to be called with, one of these sets.
CALLED_WITH: Mapping[str, tuple[set[str], ...]] = {
    "spzIBPatientSearch": ({"PatientID"}, {"PatientPhone"}, {"PatientName", "PatientPhone"}),
    "spzIBScheduleBookingDetails": ({"ScheduleID"}, {"BookingID"}),
    "spzIBScheduleList": ({"PatientID", "StartDate", "EndDate"}, {"ScheduleID"}),
}
