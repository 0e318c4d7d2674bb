"""The database and its key: within reach, of a known revision, and the key the right one."""

import asyncio

from bot.checks.finding import LIMIT, Finding, note, ok, wrong
from db.cipher import Cipher, new_key
from db.database import Database
from db.keys import KeyProblem, find_cipher, open_to_others, proven
from db.looking import looking, place
from db.migrate import DatabaseNewer, Standing, standing
from db.unusable import DatabaseUnusable, told_in_words

ABOUT, KEY = "database", "key"


async def check_database(url: str, data_key: str | None) -> tuple[list[Finding], Cipher | None]:
    """With the cipher that opens it; None where it holds nothing that could be looked at."""
    findings, cipher = _key(url, data_key)
    where = place(url)
    if unwritable := where.unwritable():
        findings.append(wrong(ABOUT, f"{unwritable} can't be written by this user: change its owner, or DATABASE_URL"))
    if not where.is_there:
        return [*findings, ok(ABOUT, f"{where.name}: is made at the first start")], None
    try:
        with told_in_words():
            async with asyncio.timeout(LIMIT), looking(url, cipher or Cipher([new_key()])) as database:
                return await _inside(database, where.name, findings, cipher)
    except DatabaseUnusable as error:
        said = str(error).replace(": TimeoutError", f": no answer within {LIMIT:.0f} s")
        return [*findings, wrong(ABOUT, said)], None


def _key(url: str, data_key: str | None) -> tuple[list[Finding], Cipher | None]:
    try:
        cipher = find_cipher(url, data_key)
        open_key = open_to_others(url, data_key)
    except KeyProblem as error:
        return [wrong(KEY, str(error))], None
    if cipher is None:
        return [ok(KEY, "its file is made at the first start, beside the database")], None
    return [note(KEY, open_key)] if open_key else [], cipher


async def _inside(
    database: Database, name: str, findings: list[Finding], cipher: Cipher | None
) -> tuple[list[Finding], Cipher | None]:
    async with database.read() as connection:
        now = await standing(connection)
        found = [*findings, _revision(now, name)]
        if now.present not in now.known or cipher is None:
            return found, None
        try:
            fitting = await proven(connection, cipher)
        except KeyProblem as error:
            return [*found, wrong(KEY, str(error))], None
    return [*found, ok(KEY, "opens the data")], fitting if now.is_newest else None


def _revision(now: Standing, name: str) -> Finding:
    if now.present is None:
        return ok(ABOUT, f"{name}: empty, is filled at the first start")
    try:
        now.refuse_newer()
    except DatabaseNewer as error:
        return wrong(ABOUT, str(error))
    if now.is_newest:
        return ok(ABOUT, f"{name}: revision {now.present}")
    return ok(ABOUT, f"{name}: revision {now.present}, the next start brings it to {now.newest}")
