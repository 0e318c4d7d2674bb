"""The clinic as a file: given to an admin and taken from them; what it would overwrite is looked at like any change."""

import asyncio

from clinic.model import Clinic
from clinic.read import read_sent
from clinic.write import write_clinic, write_questions
from reception.admin.changes import ALL, Change
from reception.admin.edits import Edits
from reception.admin.parts import Part, Spot
from reception.admin.pending import PENDING, Pending
from reception.closures import Booked, added, closures
from reception.people import Draft, Drafts, Person
from reception.questions import Question

LONGEST = 60  # of a file's name


class Papers:
    """``whole``: the file describes all there is, for the built-in system. YAML takes its time: others are not kept
    waiting for it."""

    def __init__(self, edits: Edits, drafts: Drafts, booked: Booked, *, whole: bool) -> None:
        self._edits = edits
        self._drafts = drafts
        self._booked = booked
        self._whole = whole

    async def clinic_file(self) -> bytes:
        clinic = (await self._edits.newest()).clinic
        return (await asyncio.to_thread(write_clinic, clinic, whole=self._whole)).encode()

    async def questions_file(self) -> bytes:
        return write_questions((await self._edits.newest()).clinic).encode()

    async def ask(self, person: Person) -> Draft:
        return await self._drafts.keep(person.id, Question.ADMIN_FILE, {}, "")

    async def take(self, person: Person, name: str, content: bytes, message: int) -> Draft | None:
        """To be looked at; None where it changes nothing. Raise ``ClinicFileError``."""
        clinic, name = (await self._edits.newest()).clinic, name[:LONGEST]
        becomes = await asyncio.to_thread(read_sent, name, content, clinic, whole=self._whole)
        change, closes = _change(clinic, becomes), added(closures(becomes), closures(clinic))
        if change.before == change.after:
            await self._drafts.drop(person.id)
            return None
        affected = await self._booked.affected(closes) if closes else None
        pending = Pending(Spot(Part.FILE), {"": name}, change, affected=affected)
        return await self._drafts.keep(person.id, Question.ADMIN_CHECK, {PENDING: pending.kept()}, "", message)


def _change(before: Clinic, after: Clinic) -> Change:
    """Of the questions where only they differ: then other admins' changes of anything else are not in the way."""
    was, becomes = before.model_dump(mode="json"), after.model_dump(mode="json")
    if was | {"faq": becomes["faq"]} == becomes:
        return Change(("faq",), was["faq"], becomes["faq"])
    return Change((ALL,), was, becomes)
