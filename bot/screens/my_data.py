"""What is kept about a person, to be taken away, deleted or left behind; the file holds each thing that it may hold."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from bot.screens.sample import Sample
from crm.model import Status
from handlers.screen import Answer
from handlers.screens import my_data as screens
from handlers.screens.taken_away import files
from handlers.taps import To
from reception.admin.parts import Part
from reception.admin.who import CAME, WENT
from reception.audit import Deed
from reception.booking.bookings import State
from reception.handoff.about import Why
from reception.handoff.dialogue import State as Talk
from reception.home_calls.call import State as HomeCall
from reception.people import PhoneState
from reception.privacy import Entry, Export
from reception.waitlist.wish import HoldState
from reminders.notes import Score
from reminders.outbox import State as Told
from reminders.plan import HANDOFF, Kind

WRITTEN = (Kind.TO_STAFF, Kind.TO_PATIENT, Kind.EDITED)
AT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


def my_data(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield screens.my_data(say, clinic, sample.person)
    yield screens.erase_check(say, clinic, sample.person)
    yield screens.erased(say)
    yield screens.leave_check(say)
    yield screens.left(say)
    yield screens.not_yet(say, clinic, To.ERASE)
    yield screens.just_sent(say)
    yield from files(say, clinic, Export(AT, _kept(sample)))


def _kept(sample: Sample) -> dict[str, list[Entry]]:
    visit, patient = _visit(sample), sample.person.patients[0]
    specialty = next(iter(sample.desk.catalogue.specialties.values())).name
    return {
        "account": [_chat(sample)],
        "patients": [asdict(patient.details) | _acted_for()],
        "draft": [{"written": [patient.details.surname]}],
        "bookings": [visit | {"state": state, "in_place_of": AT} for state in State],
        "visits": [visit | {"state": state} for state in Status],
        "wishes": [visit | {"specialty": specialty, "made_at": AT, "days": "any_day", "ended_at": AT}],
        "kept_times": [visit | {"kept_until": AT, "state": state} for state in HoldState],
        "messages": [_message(kind, state) for kind, state in zip([*Kind] * len(Told), Told, strict=False)],
        "ratings": [visit | {"score": score, "words": "…", "at": AT} for score in Score],
        "requests": [_message(kind, Told.SENT) for kind in Kind if kind not in HANDOFF],
        "home_calls": [_home_call(visit) | {"state": state} for state in HomeCall],
        "dialogues": [
            {"made_at": AT, "state": state, "ended_at": AT, "about": f"from {why}"}
            for state, why in zip([*Talk] * len(Why), list(Why)[1:], strict=False)
        ],
        "written": [{"kind": kind, "state": Told.SENT, "at": AT, "words": "…"} for kind in WRITTEN],
        "deeds": [{"deed": deed, "at": AT, "before": "…", "after": "…", "by": "…"} for deed in Deed],
        "given_up": [],
        "admin_seat": [{"called": patient.details.name, "at": AT}],
        "admin_changes": [{"deed": one, "at": AT} for one in (*Part, CAME, WENT)],
    }


def _chat(sample: Sample) -> Entry:
    person = sample.person
    return {
        "telegram_id": person.telegram_id,
        "language": person.language,
        "phone": person.phone,
        "phone_state": PhoneState.UNVERIFIED,
        "consent_version": sample.clinic.privacy.version,
        "consent_at": AT,
        "source": "door",
        "notices_off": [Kind.RATING],
        "here_since": AT,
        "here_last": AT,
        "blocked_since": AT,
    }


def _acted_for() -> Entry:
    return {"verified": True, "added_at": AT, "put_first": True, "acting_since": AT, "acting_version": "1"}


def _visit(sample: Sample) -> Entry:
    shown = sample.visit()
    return {
        "patient": shown.patient.details.name,
        "doctor": shown.doctor.name if shown.doctor else None,
        "branch": shown.branch.name if shown.branch else None,
        "service": sample.desk.catalogue.services[sample.way.service].name,
        "starts_at": AT,
        "ends_at": AT,
    }


def _home_call(visit: Entry) -> Entry:
    said = dict.fromkeys(("address", "entrance", "complaint", "wanted"), "…")
    return {"patient": visit["patient"], "doctor": visit["doctor"], "phone": "…", "made_at": AT, **said}


def _message(kind: Kind, state: Told) -> Entry:
    answer = {Kind.DAY_BEFORE: "come", Kind.CHANGED: "fine"}.get(kind)
    return {"kind": kind, "state": state, "due_at": AT, "visits": [AT], "answer": answer, "was_at": AT, "was_with": "…"}
