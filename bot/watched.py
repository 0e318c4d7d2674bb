"""The clinic's system with somebody who notes how each call went."""

from collections.abc import Awaitable, Callable

from bot.outages import ACCESS, CRM
from bot.vitals import Vitals
from crm.errors import AuthFailed, CrmError, OutcomeUnknown, Unavailable
from crm.port import Crm
from crm.through import Answer, Through


class Watched(Through):
    def __init__(self, crm: Crm, vitals: Vitals) -> None:
        super().__init__(crm, self._noted)
        self._vitals = vitals

    async def _noted(self, verb: str, call: Callable[[], Awaitable[Answer]], /) -> Answer:
        try:
            answer = await call()
        except CrmError as error:
            self._vitals.crm(verb, type(error).__name__)
            if isinstance(error, Unavailable | OutcomeUnknown | AuthFailed):
                self._vitals.outages.went(CRM, type(error).__name__)
            else:
                self._answers()  # a refusal is an answer
            if isinstance(error, AuthFailed):
                self._vitals.outages.went(ACCESS, str(error))
            raise
        self._vitals.crm(verb, "ok")
        self._answers()
        return answer

    def _answers(self) -> None:
        self._vitals.outages.back(CRM)
        self._vitals.outages.back(ACCESS)
