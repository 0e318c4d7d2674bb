"""``visit list``, ``book``, ``move``, ``cancel`` and ``mark``: one function each; ``calls``: home_calls.py."""

from argparse import Namespace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from bot.by_hand import NotDone
from bot.commands.cards import card_of
from bot.commands.home_calls import list_calls
from bot.commands.reception import (
    Terminal,
    at_the_terminal,
    in_a_line,
    must_be_one_of,
    read_day,
    read_moment,
    read_phone,
    told,
)
from bot.settings import Settings
from crm.model import Offer, Order, Slot, Status

DAY = timedelta(days=1)


async def list_visits(settings: Settings, asked: Namespace) -> str:
    async with at_the_terminal(settings) as terminal:
        on = read_day(asked.on) if asked.on else None
        patients = None
        if asked.phone:
            found = await terminal.reception.crm.find_patients(read_phone(asked.phone, terminal.clinic))
            patients = [patient.id for patient in found]
        if on is None:
            visits = await terminal.reception.sheet(terminal.now, patient_ids=patients)
        else:
            midnight = datetime.combine(on, time(), tzinfo=UTC)
            around = await terminal.reception.sheet(midnight - DAY, midnight + 2 * DAY, patients)  # whatever the zone
            visits = [visit for visit in around if visit.starts_at.date() == on]
        return "\n".join(in_a_line(terminal.clinic, visit) for visit in visits) or "There are no visits."


async def book(settings: Settings, asked: Namespace) -> str:
    async with at_the_terminal(settings) as terminal:
        offer = _offer(terminal, asked)
        zone = next(branch.zone for branch in terminal.directory.branches if branch.id == asked.branch)
        starts_at = read_moment(asked.at, zone, terminal.now)
        patient = await card_of(terminal, asked.phone, asked.name, asked.born)
        ends_at = starts_at + timedelta(minutes=offer.minutes or terminal.clinic.rules.step_minutes)
        slot = Slot(offer.doctor_id, offer.branch_id, offer.service_id, starts_at, ends_at)
        with told():
            made = await terminal.reception.crm.book_by_reception(Order(uuid4().hex, slot, patient.id))
        return await _done(terminal, "Booked", made.id)


async def move(settings: Settings, asked: Namespace) -> str:
    async with at_the_terminal(settings) as terminal:
        with told(asked.number):
            zone = (await terminal.reception.entry(asked.number)).starts_at.tzinfo
            await terminal.reception.move(asked.number, read_moment(asked.at, str(zone), terminal.now))
        return await _done(terminal, "Moved", asked.number)


async def cancel(settings: Settings, asked: Namespace) -> str:
    async with at_the_terminal(settings) as terminal:
        with told(asked.number):
            await terminal.reception.crm.cancel(asked.number)
        return await _done(terminal, "Cancelled", asked.number)


async def mark(settings: Settings, asked: Namespace) -> str:
    async with at_the_terminal(settings) as terminal:
        with told(asked.number):
            await terminal.reception.crm.mark(asked.number, Status(asked.status))
        return await _done(terminal, "Marked", asked.number)


VERBS = {"list": list_visits, "book": book, "move": move, "cancel": cancel, "mark": mark, "calls": list_calls}


def _offer(terminal: Terminal, asked: Namespace) -> Offer:
    known = terminal.directory
    must_be_one_of("doctor", asked.doctor, (one.id for one in known.doctors))
    must_be_one_of("service", asked.service, (one.id for one in known.services))
    must_be_one_of("branch", asked.branch, (one.id for one in known.branches))
    own = [offer for offer in known.offers if offer.doctor_id == asked.doctor]
    for offer in own:
        if (offer.service_id, offer.branch_id) == (asked.service, asked.branch):
            return offer
    given = ", ".join(f"{offer.service_id} at {offer.branch_id}" for offer in own)
    raise NotDone(f"{asked.doctor} does not give {asked.service} at {asked.branch}; choose from: {given}")


async def _done(terminal: Terminal, what: str, number: str) -> str:
    visit = await terminal.reception.entry(number)
    line = f"{what}:\n{in_a_line(terminal.clinic, visit)}"
    if what in {"Booked", "Moved"} and not await terminal.reception.is_attended(number):
        return f"{line}\nThe doctor does not work at that time there: was it meant so?"
    return line
