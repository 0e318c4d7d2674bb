"""Who is next, who has waited for too long, and what ends by itself: pure rules."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from reception.handoff.dialogue import Dialogue, State
from reception.handoff.hours import Hours

PATIENCE = timedelta(minutes=10)  # in reception's hours, then everybody is told
SILENCE = timedelta(hours=12)


def in_order(dialogues: Iterable[Dialogue]) -> list[Dialogue]:
    """Those that wait."""
    waiting = (one for one in dialogues if one.state is State.WAITING)
    return sorted(waiting, key=turn)


def turn(one: Dialogue) -> tuple[bool, bool, datetime, int]:
    """Urgent ones first, then complaints, then who has waited longest."""
    return not one.urgent, not one.complaint, one.waiting_since or one.last_word_at, one.id


def people_before(one: Dialogue, dialogues: Iterable[Dialogue]) -> int:
    return [other.id for other in in_order(dialogues)].index(one.id)


def to_raise(dialogues: Iterable[Dialogue], hours: Hours, now: datetime) -> list[Dialogue]:
    """Taken or not, those that reception owes an answer for so long; each once until one has answered or given back."""
    if (opened := hours.open_since(now)) is None:
        return []
    return [
        one
        for one in dialogues
        if one.unanswered_since and not one.raised_at and now - max(one.unanswered_since, opened) >= PATIENCE
    ]


def to_give_back(dialogues: Sequence[Dialogue], hours: Hours, now: datetime) -> list[Dialogue]:
    """At closing time those that were taken before it; who works longer keeps what they take later."""
    closed_at = None if hours.is_open(now) else hours.closed_at(now)
    if closed_at is None:
        return []
    return [one for one in dialogues if one.state is State.TAKEN and one.taken_at and one.taken_at < closed_at]


def to_close(dialogues: Iterable[Dialogue], now: datetime) -> list[Dialogue]:
    """Silent for so long. Whom reception owes an answer waits on, also over a long weekend."""
    return [one for one in dialogues if not one.unanswered_since and now - one.last_word_at >= SILENCE]
