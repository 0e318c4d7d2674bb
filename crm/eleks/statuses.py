"""What the codes of a clinic's own dictionary of statuses mean: they are printed nowhere (section 6)."""

import asyncio
import logging
import re
from collections.abc import Iterable, Mapping

from crm.eleks.session import Session
from crm.eleks.values import text
from crm.model import Status

log = logging.getLogger(__name__)

APOSTROPHES = re.compile(r"[’ʼ‘`´′]")
# By words of the name, the first that fits: who did not come must not be taken for who came.
WORDS = (
    (re.compile(r"скасов|відмін"), Status.CANCELLED),
    (re.compile(r"не ?(з'?)?яв|не (прийш|прибу)"), Status.NOSHOW),
    (re.compile(r"(?<!не)(?<!не )(заверш|викон)"), Status.FULFILLED),
    (re.compile(r"прийш|прибу"), Status.ARRIVED),
    (re.compile(r"резерв|підтвердж"), Status.BOOKED),
)


class Statuses:
    """``own``: what the clinic file says of a code; it wins."""

    def __init__(self, session: Session, own: Mapping[str, str]) -> None:
        self._session = session
        self._own = {code: Status(state) for code, state in own.items()}
        self._turn = asyncio.Lock()
        self._names: dict[str, str] | None = None
        self._unknown: set[str] = set()

    async def of(self, codes: Iterable[str]) -> dict[str, Status]:
        """The dictionary is read when first needed, and once more for a code that it did not have."""
        codes = set(codes)
        async with self._turn:
            if codes - self._own.keys() - self._unknown - (self._names or {}).keys():
                self._names = await self.dictionary()
        return {code: self._meant(code) for code in codes}

    async def dictionary(self) -> dict[str, str]:
        """Code and name of each."""
        rows = await self._session.read("spzIBScheduleStatusDictionary", "schedulestatuscode")
        return {text(row["schedulestatuscode"]): text(row.get("schedulestatusname")) for row in rows}

    def taken_for(self, code: str, name: str) -> Status | None:
        """None where neither the clinic file nor a word of the name tells."""
        return self._own.get(code) or by_words(name)

    def _meant(self, code: str) -> Status:
        """A visit in a state that nobody knows takes its time all the same."""
        meant = self.taken_for(code, (self._names or {}).get(code, ""))
        if meant is None and code not in self._unknown:
            self._unknown.add(code)
            log.warning(
                'Doctor Eleks: nobody knows the status "%s"; taken for booked. Name it under crm: statuses', code
            )
        return meant or Status.BOOKED


def by_words(name: str) -> Status | None:
    folded = " ".join(APOSTROPHES.sub("'", name).casefold().split())
    return next((status for word, status in WORDS if word.search(folded)), None)
