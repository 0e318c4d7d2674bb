"""A Doctor Eleks of ours, built from the fact sheet: strict in what it takes, free in all that the sheet leaves open.

It is the examiner of what the adapter sends. Whatever the sheet does not allow is refused, and noted in ``violations``,
which ought to be empty at the end of every test. Behind its procedures stands the built-in system: timetables and
doctors' time are its; patients, visits' statuses and descriptions, and whatever else is Eleks' own, are kept here.
"""

from tests.crm.eleks.server.accounts import INSTALLATION, LOGIN, PASSWORD
from tests.crm.eleks.server.dialect import Dialect
from tests.crm.eleks.server.serving import Server, serving

__all__ = ["INSTALLATION", "LOGIN", "PASSWORD", "Dialect", "Server", "serving"]
