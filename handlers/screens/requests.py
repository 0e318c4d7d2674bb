"""What reception reads in its group about patients who need it now; in the clinic's own language."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.screen import Line
from handlers.screens.notices import SCORES
from locales.words import Words, to_say
from reception.phones import show_phone
from reminders.notes import Score
from reminders.phone_today import ToPhone
from reminders.plan import Kind

HEADS = {
    Kind.LATE: to_say("⏰ <b>Will be late</b>"),
    Kind.CANCELLED: to_say("❌ <b>Cancelled at short notice</b>"),
    Kind.COMPLAINT: to_say("🙁 <b>An unhappy visit: {score}</b>"),
    Kind.WORDS: to_say("✍️ <b>In the patient's own words</b>"),
    Kind.TALK: to_say("💬 <b>Wants to hear from reception</b>"),
}
REASONS = {
    ToPhone.BLOCKED: to_say("does not read the bot"),
    ToPhone.UNDELIVERED: to_say("could not be told"),
    ToPhone.SILENT: to_say("has not answered"),
}
MOST = 40  # in one message of 4,096 characters


def request(say: Words, kind: Kind, body: Mapping[str, Any], when: str, doctor: str, branch: str) -> Line:
    score = say.label(SCORES[Score(body["score"])]) if "score" in body else ""
    text = [
        say(HEADS[kind], score=score),
        say("{name}, {phone}", name=body["patient"], phone=show_phone(body["phone"])),
        ", ".join(part for part in (when, say("{text}", text=doctor), say("{text}", text=branch)) if part),
    ]
    if "words" in body:
        text += ["", say("“{words}”", words=body["words"])]
    return Line("\n".join(text))


def phone_today(say: Words, listed: Sequence[Mapping[str, str]]) -> Line:
    """``listed``: of each visit time, name, phone, doctor and why, as they are to be read."""
    told = [
        say(
            "• {time} {name}, {phone}, {doctor}: {why}",
            time=one["time"],
            name=one["patient"],
            phone=show_phone(one["phone"]),
            doctor=one["doctor"],
            why=say.label(REASONS[ToPhone(one["why"])]),
        )
        for one in listed[:MOST]
    ]
    more = len(listed) - MOST
    rest = [say.count("… and {n} more", "… and {n} more", more)] if more > 0 else []
    return Line("\n".join((say("📞 <b>Phone today</b>"), "", *told, *rest)))
