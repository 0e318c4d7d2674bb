"""Logging in, and calling their procedures (sections 1 and 2)."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crm.access import Access
from crm.eleks.answers import Row, refusal, rows
from crm.eleks.values import is_number, text
from crm.errors import AuthFailed, OutcomeUnknown, Refused, Unavailable
from crm.http import Answer, Line, Said, understood

DEAD = (401, 403)  # of a token; which of them is not stated
WRONG_LOGIN = (400, 401, 403)
BROKEN = 500
CODE_WANTED = b"TOKEN_REQUIRED"
TWO_FACTOR = (
    "the account of CRM_USER needs a code by SMS at each login (TOKEN_REQUIRED): ask the clinic for an integration "
    "account without two-factor authentication. No other login is tried until a restart: each would send an SMS"
)


@dataclass(frozen=True, slots=True)
class Token:
    """``dies_at``: by our own counter of seconds, where they say how long it lives."""

    words: str
    dies_at: float | None = None


class Session:
    """One token, and one login at a time, for the whole process."""

    def __init__(self, line: Line, access: Access, now: Callable[[], float] = time.monotonic) -> None:
        self._line = line
        self._access = access
        self._now = now
        self._turn = asyncio.Lock()
        self._token: Token | None = None
        self._refusals = 0  # logins that were refused
        self._refused_because = ""
        self._two_factor = False

    @property
    def user(self) -> str:
        return self._access.user

    @property
    def url(self) -> str:
        return self._line.url

    async def log_in(self) -> None:
        """Unless we are."""
        await self._alive(None, self._refusals)

    async def read(self, method: str, key: str, **given: str | None) -> list[Row]:
        """The rows that have ``key``. Whatever was refused here is something that we need."""
        try:
            return await self.probe(method, key, **given)
        except Refused as refused:
            raise Unavailable(f"{method} is refused: {refused.text}") from refused

    async def probe(self, method: str, key: str, **given: str | None) -> list[Row]:
        """The same where a refusal may mean that there is no such thing. Raises ``Refused`` for one of status 200."""
        return (await self.answer(method, key, given))[1]

    async def write(self, method: str, key: str, **given: str | None) -> list[Row]:
        """Raises ``Refused``, and ``Unavailable`` where nothing was done, else ``OutcomeUnknown``."""
        return (await self.answer(method, key, given, writing=True))[1]

    async def answer(
        self, method: str, key: str, given: Mapping[str, str | None], *, writing: bool = False
    ) -> tuple[Any, list[Row]]:
        """All that was said, and its rows, once it is neither a refusal nor anything unexpected."""
        answer = await self._run(method, given, writing=writing)
        found = rows(answer.body, key) if answer.well else []
        words = None if found else refusal(answer.body, anywhere=not answer.well)
        if words and (answer.well or writing):
            raise Refused(words)
        if not answer.well or isinstance(answer.body, str | int | float):
            failed = OutcomeUnknown if writing else Unavailable
            raise failed(f"{method}: status {answer.status}, {words or 'and nothing is said'}")
        return answer.body, found

    async def picture(self, address: str) -> bytes | None:
        """What hangs there, fetched without our token."""
        said = await self._line.ask("GET", address, writing=False)
        return said.content if said.status < BROKEN else None

    async def _run(self, method: str, given: Mapping[str, str | None], *, writing: bool) -> Answer:
        """A dead token means that nothing was done: the call is repeated once with a new one."""
        before = self._refusals
        token = await self._alive(None, before)
        said = await self._sent(method, given, token, writing=writing)
        if said.status in DEAD:
            said = await self._sent(method, given, await self._alive(token, before), writing=writing)
        if said.status in DEAD:
            raise AuthFailed(f"{method}: status {said.status} after a new login; has the account the right to call it?")
        return understood(said, writing=writing)

    async def _sent(self, method: str, given: Mapping[str, str | None], token: Token, *, writing: bool) -> Said:
        values = {**given, "Login": self._access.user}
        call = {
            "name": method,
            "params": [{"name": name, "value": value} for name, value in values.items() if value is not None],
            "installationId": self._access.installation,
        }
        headers = {"Authorization": f"Bearer {token.words}"}
        said = await self._line.ask("POST", "api/run", writing=writing, json=call, headers=headers)
        self._notice_two_factor(said)
        return said

    async def _alive(self, dead: Token | None, before: int) -> Token:
        """A token other than ``dead``. ``before``: as many logins had been refused when the call began, and if there
        was one since, another would be refused as well."""
        async with self._turn:
            if self._two_factor:
                raise AuthFailed(TWO_FACTOR)
            if self._token and self._token is not dead and not self._is_old(self._token):
                return self._token
            if self._refusals > before:
                raise AuthFailed(self._refused_because)
            try:
                self._token = await self._new_token()
            except AuthFailed as error:
                self._refusals, self._refused_because = self._refusals + 1, str(error)
                raise
            return self._token

    def _is_old(self, token: Token) -> bool:
        return token.dies_at is not None and self._now() >= token.dies_at

    async def _new_token(self) -> Token:
        form = {
            "grant_type": "password",
            "username": f"{self._access.user}@@@{self._access.installation}",
            "password": self._access.password,
        }
        asked_at = self._now()
        said = await self._line.ask("POST", "api/token", writing=False, data=form)
        self._notice_two_factor(said)
        if said.status in WRONG_LOGIN:
            raise AuthFailed(f"CRM_USER or CRM_PASSWORD is wrong: the login was answered by status {said.status}")
        if said.status >= BROKEN:
            raise Unavailable(f"status {said.status} to a login: it is down, or CRM_INSTALLATION is wrong")
        return _token(understood(said, writing=False), asked_at)

    def _notice_two_factor(self, said: Said) -> None:
        if CODE_WANTED in said.content:
            self._two_factor = True
            raise AuthFailed(TWO_FACTOR)


def _token(answer: Answer, asked_at: float) -> Token:
    found = rows(answer.body, "access_token")
    if not answer.well or not found or not text(found[0]["access_token"]):
        raise Unavailable(f"an answer of status {answer.status} to a login, without a token; is CRM_URL right?")
    life = text(found[0].get("expires_in"))
    return Token(text(found[0]["access_token"]), asked_at + int(life) if is_number(life) else None)
