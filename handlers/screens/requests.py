"""What reception reads in its group about patients who need it now; in the clinic's own language."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from handlers.screen import Line
from handlers.screens.notices import score
from locales.words import Words
from reception.phones import show_phone
from reminders.notes import Score
from reminders.phone_today import ToPhone
from reminders.plan import Kind


def request(
    say: Words, kind: Kind, body: Mapping[str, Any], when: str = "", doctor: str = "", branch: str = ""
) -> Line:
    """Of a visit, or of the patient alone."""
    who = f"{escape(body['patient'])}, {show_phone(body['phone'])}"
    where = [part for part in (when, doctor, branch) if part]
    text = [_head(say, kind, body), who, *([escape(", ".join(where))] if where else [])]
    if "words" in body:
        text += ["", f"“{escape(body['words'])}”"]
    return Line("\n".join(text))


def phone_today(say: Words, listed: Sequence[Mapping[str, str]]) -> Line:
    """``listed``: of each visit time, name, phone, doctor and why, as they are to be read."""
    return Line("\n".join((say("📞 <b>Phone today</b>"), "", *(_one(say, one) for one in listed))))


def _one(say: Words, one: Mapping[str, str]) -> str:
    why = _reason(say, ToPhone(one["why"]))
    who = ", ".join(part for part in (one["patient"], show_phone(one["phone"]), one["doctor"]) if part)
    return escape(f"• {one['time']} {who}: {why}")


def _head(say: Words, kind: Kind, body: Mapping[str, Any]) -> str:
    if kind is Kind.COMPLAINT:
        return say("🙁 <b>An unhappy visit: {score}</b>", score=score(say, Score(body["score"])))
    return {
        Kind.LATE: say("⏰ <b>Will be late</b>"),
        Kind.CANCELLED: say("❌ <b>Cancelled at short notice</b>"),
        Kind.WORDS: say("✍️ <b>In the patient's own words</b>"),
        Kind.TO_PHONE: say("📞 <b>Please phone: the branch is closed then</b>"),
        Kind.CORRECT: say("✏️ <b>Something is wrong in the card</b>"),
    }[kind]


def _reason(say: Words, why: ToPhone) -> str:
    return {
        ToPhone.BLOCKED: say.label("does not read the bot"),
        ToPhone.UNDELIVERED: say.label("could not be told"),
        ToPhone.SILENT: say.label("has not answered"),
    }[why]
