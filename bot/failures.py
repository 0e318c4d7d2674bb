"""Why the program does not start, in words for the person who starts it."""

from sqlalchemy.exc import DBAPIError

from bot.by_hand import NotDone
from bot.settings import SettingsError, WrongToken
from clinic.mistakes import ClinicFileError
from crm.errors import AuthFailed, CrmError
from db.keys import KeyProblem
from db.migrate import DatabaseBehind, DatabaseNewer
from db.unusable import BackupUnusable, DatabaseUnusable

ABOUT_DATA = (KeyProblem, DatabaseNewer, DatabaseBehind, DatabaseUnusable, BackupUnusable)
SAYS_ALL = (SettingsError, NotDone, ClinicFileError, WrongToken, *ABOUT_DATA)
EXPECTED = (*SAYS_ALL, CrmError, DBAPIError, OSError)
LOCKED_OUT = 78  # deploy/reception.service starts it no more: each start is a login, and too many close the account


def in_words(error: BaseException) -> str:
    """One line, or one for each mistake; never a secret."""
    if isinstance(error, SAYS_ALL):
        return str(error)
    if isinstance(error, AuthFailed):
        return "The clinic's system does not let us in; python -m bot check says why"
    if isinstance(error, CrmError):
        return f"The clinic's system does not answer ({type(error).__name__}); python -m bot check says why"
    if isinstance(error, DBAPIError):
        return f"The database of DATABASE_URL cannot be used: {type(error.orig).__name__}"
    return f"{type(error).__name__}: {error}"


def exit_code(error: BaseException) -> int:
    return LOCKED_OUT if isinstance(error, AuthFailed) else 1
