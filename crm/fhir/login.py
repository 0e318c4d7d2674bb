"""What shows the server who we are: nothing, a fixed token, or one that we log in for.

OAuth 2.0 client credentials (RFC 6749 4.4) at the token endpoint that the server itself names
(hl7.org/fhir/smart-app-launch, ``.well-known/smart-configuration``).
"""

import asyncio
import math
import time
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from crm.access import Access
from crm.errors import AuthFailed, CrmError, Unavailable
from crm.http import Line

EARLIER = 30.0  # seconds: a token is renewed before it ends, or at half of a shorter life
DISCOVERY = ".well-known/smart-configuration"


class Login:
    """One login at a time, whoever wants one: those who waited meanwhile share what came of it."""

    def __init__(self, line: Line, access: Access, now: Callable[[], float] = time.monotonic) -> None:
        self._line = line
        self._access = access
        self._now = now
        self._token = access.token
        self._until = 0.0 if self._logs_in else math.inf
        self._turn = asyncio.Lock()
        self._tried = 0
        self._failed: CrmError | None = None

    async def token(self) -> str:
        """ "" where none is needed. Raises ``AuthFailed``, ``Unavailable``."""
        return self._token if self._now() < self._until else await self._renewed()

    async def instead_of(self, refused: str) -> str:
        """Another one, for this one is taken no longer. Raises ``AuthFailed``, ``Unavailable``."""
        if not self._logs_in:
            raise AuthFailed("the token is refused" if refused else "the server wants a token or a login")
        return self._token if self._token != refused else await self._renewed()

    @property
    def _logs_in(self) -> bool:
        return bool(self._access.user) and not self._access.token

    async def _renewed(self) -> str:
        tried = self._tried
        async with self._turn:
            if self._tried == tried:
                await self._try()
            if self._failed:
                raise type(self._failed)(str(self._failed))
            return self._token

    async def _try(self) -> None:
        try:
            self._token, life = await self._log_in()
        except CrmError as error:
            self._failed, self._until = error, 0.0
        else:
            self._failed, self._until = None, self._now() + max(life - EARLIER, life / 2)
        self._tried += 1

    async def _log_in(self) -> tuple[str, float]:
        who = ":".join(quote(one, safe="") for one in (self._access.user, self._access.password))  # RFC 6749 2.3.1
        answer = await self._line.call(
            "POST",
            await self._endpoint(),
            writing=False,
            data={"grant_type": "client_credentials"},
            headers={"Authorization": f"Basic {b64encode(who.encode()).decode()}"},
        )
        if answer.status in {400, 401, 403}:
            raise AuthFailed("the login is refused")
        said = answer.body if isinstance(answer.body, dict) else {}
        if not answer.well or not said.get("access_token"):
            raise Unavailable(f"no token in an answer of status {answer.status}")
        return str(said["access_token"]), _seconds(said.get("expires_in"))

    async def _endpoint(self) -> str:
        answer = await self._line.call("GET", DISCOVERY, writing=False)
        said = answer.body if answer.well and isinstance(answer.body, dict) else {}
        endpoint = str(said.get("token_endpoint", ""))
        if not endpoint:
            raise AuthFailed(f"{DISCOVERY} names no token endpoint")
        if urlsplit(self._line.url).scheme == "https" != urlsplit(endpoint).scheme:
            raise AuthFailed("the token endpoint is not https, though the server is")
        return endpoint


def _seconds(life: object) -> float:
    """For ever where nothing is said: a 401 tells when it is over."""
    return float(life) if isinstance(life, int | float) and life > 0 else math.inf
