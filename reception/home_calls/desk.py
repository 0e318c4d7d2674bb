"""A doctor is asked to come: in the clinic's system where it takes home calls, and by reception's queue."""

import logging
from datetime import timedelta

from crm.errors import CrmError, OutcomeUnknown, Refused
from crm.model import HomeCall
from crm.port import Crm
from reception.booking.way import Options, Way
from reception.handoff.desk import Handoff
from reception.home_calls.asking import Asking, call_of
from reception.home_calls.call import Asked, Call, NotAsked, Outcome, State
from reception.home_calls.ports import Calls
from reception.people import Person, access_patient

log = logging.getLogger(__name__)
# Whoever has tapped is answered by the tap itself, after a crash by the inbox: longer than its lease, and any call.
ANSWERED_WITHIN = timedelta(seconds=60)


class HomeCallDesk:
    """What the clinic's system gave no answer to is looked up by its key, and sent again only if it is not there."""

    def __init__(self, crm: Crm, calls: Calls, asking: Asking, handoff: Handoff) -> None:
        self.calls = calls
        self.asking = asking
        self._crm = crm
        self._handoff = handoff

    @property
    def is_offered(self) -> bool:
        """Whether a home call reaches anybody."""
        return self._handoff.has_group or self._crm.capabilities.home_calls

    async def ask(self, person: Person, options: Options, key: str) -> Outcome:
        """Once, however often it is tapped."""
        known = await self.calls.find(key, person.id)
        if known and known.asked_at:
            return await self._asked(person, known)
        call = known or _on_the_card(person, key)
        wish = _wish(person, options, call) if call else None
        if call is None or wish is None:
            return NotAsked.GONE
        if known:
            return await self._settled(person, call, await self._sent_again(known, wish))
        if await self.calls.open_of(call.patient_id):
            return NotAsked.ALREADY
        await self.calls.begin(call)
        return await self._settled(person, call, await self._sent(wish))

    async def is_owed(self, person: Person) -> bool:
        """Whether reception has not answered yet to a home call of theirs: their dialogue must not end before."""
        dialogue = await self._handoff.dialogues.of(person.id)
        if dialogue is None or dialogue.unanswered_since is None:
            return False
        return bool(await self.calls.of_dialogue(dialogue.id))

    async def settle(self) -> None:
        """What a lost answer or a crash has left; reception hears what it may have been told otherwise."""
        for call in await self.calls.left(ANSWERED_WITHIN):
            there = await self._is_there(call.key)
            state = State.UNKNOWN if there is None else State.ENTERED if there else State.NOT_ENTERED
            if state is not call.state:
                await self._keep(call, state)

    async def _settled(self, person: Person, call: Call, state: State) -> Outcome:
        await self._keep(call, state)
        if self._handoff.has_group or state is State.ENTERED:
            return await self._asked(person, call)
        return NotAsked.NOT_KNOWN if state is State.UNKNOWN else NotAsked.SILENT

    async def _keep(self, call: Call, state: State) -> None:
        keep = self.calls.hand_over if self._handoff.has_group else self.calls.settle
        await keep(call.key, state)

    async def _asked(self, person: Person, call: Call) -> Asked:
        return Asked(call, await self._handoff.promised(person) if self._handoff.has_group else None)

    async def _sent(self, wish: HomeCall) -> State:
        if not self._crm.capabilities.home_calls:
            return State.NOT_ENTERED
        try:
            await self._crm.request_home_call(wish)
        except OutcomeUnknown:
            return State.ENTERED if await self._is_there(wish.key) else State.UNKNOWN
        except CrmError as error:
            why = error.text if isinstance(error, Refused) else type(error).__name__
            log.warning("the clinic's system takes no home call: %s", why)
            return State.NOT_ENTERED
        return State.ENTERED

    async def _sent_again(self, known: Call, wish: HomeCall) -> State:
        there = False if known.state is State.NOT_ENTERED else await self._is_there(known.key)
        if there is None:
            return State.UNKNOWN
        return State.ENTERED if there else await self._sent(wish)

    async def _is_there(self, key: str) -> bool | None:
        """None where nobody can tell."""
        if not self._crm.capabilities.finds_home_calls:
            return None
        try:
            return await self._crm.has_home_call(key)
        except CrmError:
            return None


def _on_the_card(person: Person, key: str) -> Call | None:
    call = call_of(person, person.draft) if person.draft else None
    return call if call and call.key == key else None


def _wish(person: Person, options: Options, call: Call) -> HomeCall | None:
    """None where this doctor does not come to this patient (any more)."""
    patient, said = access_patient(person, call.patient_id), call.said
    if patient is None or not options.visits_home(Way(patient.id, doctor=call.doctor_id)):
        return None
    return HomeCall(
        key=call.key,
        patient_id=patient.crm_id,
        doctor_id=options.catalogue.doctors[call.doctor_id].id,
        address=", ".join(part for part in (said.address, said.entrance) if part),
        phone=said.phone,
        complaint=said.complaint,
        wanted=said.wanted,
        urgent=call.urgent,
    )
