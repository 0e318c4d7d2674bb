"""What the bot says of its own accord, what is answered to its buttons, and what reception reads."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screens.sample import CHILD, Sample
from clinic.model import Away
from handlers.screen import Answer
from handlers.screens import closed, note_replies, notices, requests, switches
from reception.booking.outcomes import NearestTime
from reminders.answers import Reply
from reminders.changes import What
from reminders.notes import UNHAPPY, Score
from reminders.phone_today import ToPhone
from reminders.plan import OPTIONAL, Kind

NOTE = VISIT = 1


def of_its_own_accord(sample: Sample) -> Iterator[Answer]:
    say, clinic, today = sample.say, sample.clinic, sample.today
    mine, child = sample.visit(), replace(sample.visit(CHILD), starts_at=sample.visit().starts_at + timedelta(hours=1))
    both = [(VISIT, mine), (VISIT + 1, child)]
    yield notices.day_before(say, clinic, NOTE, both[:1], today)
    yield notices.day_before(say, clinic, NOTE, both, today)
    answered = notices.day_before_buttons(say, NOTE, [VISIT], answered=True)
    yield replace(notices.day_before(say, clinic, NOTE, both[:1], today), rows=answered)
    yield notices.two_hours(say, clinic, NOTE, both[:1])
    yield notices.two_hours(say, clinic, NOTE, both)
    yield from _changed(sample)
    yield notices.rating(say, clinic, NOTE, mine)
    yield from _closed(sample)
    yield from _named(sample)


def _named(sample: Sample) -> Iterator[Answer]:
    """Where a chat has several patients."""
    say, clinic, child = sample.say, sample.clinic, sample.visit(CHILD)
    told, who = [(VISIT, child)], child.patient.details.first_name
    yield notices.day_before(say, clinic, NOTE, told, sample.today, who)
    yield notices.day_before(say, clinic, NOTE, told * 2, sample.today, who)
    yield notices.two_hours(say, clinic, NOTE, told, who)
    yield from (notices.changed(say, clinic, NOTE, what, told[0], child, who=who) for what in What)
    yield notices.rating(say, clinic, NOTE, child, who)


def _changed(sample: Sample) -> Iterator[Answer]:
    say, clinic, way = sample.say, sample.clinic, sample.way
    was = sample.visit()
    now = replace(was, starts_at=was.starts_at + timedelta(days=1))
    free = [NearestTime(way, sample.desk.catalogue.doctors[way.doctor], now.starts_at, clinic.zone)]
    for what in What:
        yield notices.changed(say, clinic, NOTE, what, (VISIT, now), was, (way, free))
    yield notices.changed(say, clinic, NOTE, What.CANCELLED, (VISIT, now), was)


def _closed(sample: Sample) -> Iterator[Answer]:
    """The visit's branch, for that day."""
    say, clinic, way = sample.say, sample.clinic, sample.way
    mine, child = sample.visit(), sample.visit(CHILD)
    day = Away.model_validate({"from": f"{sample.today}", "to": f"{sample.today}"})
    free = [NearestTime(way, sample.desk.catalogue.doctors[way.doctor], mine.starts_at, clinic.zone)]
    yield closed.closed(say, clinic, NOTE, (VISIT, mine), day, (way, free))
    yield closed.closed(say, clinic, NOTE, (VISIT, child), day, (way, ()), child.patient.details.first_name)
    yield closed.reopened(say, clinic, (VISIT, mine))
    yield closed.reopened(say, clinic, (VISIT, child), child.patient.details.first_name)


def answers(sample: Sample) -> Iterator[Answer]:
    say, clinic = sample.say, sample.clinic
    yield note_replies.coming(say)
    yield note_replies.fine(say)
    yield from (note_replies.reply(say, clinic, told) for told in Reply)
    rated = clinic.model_copy(update={"review_link": "https://example.org/review"})
    yield from (note_replies.rated(say, rated, score, told=score in UNHAPPY, asks=score in UNHAPPY) for score in Score)
    yield note_replies.heard(say)
    yield from (switches.turned_off(say, kind) for kind in OPTIONAL)


def requested(sample: Sample) -> Iterator[Answer]:
    """What patients want of reception; in its group."""
    say, visit = sample.say, sample.visit()
    assert visit.doctor is not None  # Sample gives one
    body = {"patient": visit.patient.details.name, "phone": sample.person.phone or "", "why": ToPhone.SILENT}
    when, doctor = say.moment(visit.starts_at, sample.clinic.zone), say.pick(visit.doctor.name)
    for kind in (Kind.LATE, Kind.CANCELLED, Kind.TO_PHONE):
        yield requests.request(say, kind, body, when, doctor, "")
    yield requests.request(say, Kind.COMPLAINT, body | {"score": Score.BAD}, when, doctor, "")
    yield requests.request(say, Kind.WORDS, body | {"words": "…"}, when, doctor, "")
    yield requests.request(say, Kind.CORRECT, body | {"words": "…"})
    listed = [body | {"time": "14:30", "doctor": doctor, "why": why} for why in ToPhone]
    yield requests.phone_today(say, listed)
