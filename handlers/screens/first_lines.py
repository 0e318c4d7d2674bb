"""What each message of the bot's own accord begins with: ``who`` it is about, where a chat has several patients.

A name stands in the nominative before a colon: no language has to inflect it.
"""

import html

from clinic.texts import Texts
from handlers.screens.own_words import own_words
from locales.words import Words
from reminders.changes import What

NONE = Texts({})


def reminder(say: Words, who: str, at: str, own: Texts = NONE) -> str:
    """``own``: here and below, the clinic's wording in place of ours."""
    if text := own_words(say, own, when=at):
        return _of(who, text)
    if who:
        return say("🔔 {name}: a reminder of the visit, <b>{when}</b>", name=who, when=at)
    return say("🔔 A reminder of your visit: <b>{when}</b>", when=at)


def reminder_of_several(say: Words, who: str) -> str:
    return say("🔔 {name}: a reminder of the visits", name=who) if who else say("🔔 A reminder of your visits:")


def soon(say: Words, who: str, at: str, own: Texts = NONE) -> str:
    if text := own_words(say, own, when=at):
        return _of(who, text)
    if who:
        return say("⏰ {name}: soon it's time for the visit, <b>{when}</b>", name=who, when=at)
    return say("⏰ Soon it's time for your visit: <b>{when}</b>", when=at)


def changed(say: Words, who: str, what: What, now: str, was: str) -> list[str]:
    """Of a visit that still takes place: what has become of it, and when it was and is."""
    match what:
        case What.MOVED:
            moved = say("❗️ {name}: the clinic has moved the visit.", name=who)
            told = [moved if who else say("❗️ The clinic has moved your visit.")]
            return [*told, say("It was: <s>{when}</s>", when=was), say("Now: <b>{when}</b>", when=now)]
        case What.RESTORED:
            restored = say("✅ {name}: the visit takes place after all, <b>{when}</b>", name=who, when=now)
            return [restored if who else say("✅ Your visit takes place after all: <b>{when}</b>", when=now)]
    other = say("❗️ {name}: something has changed about the visit, <b>{when}</b>", name=who, when=now)
    told = [other if who else say("❗️ Something has changed about your visit: <b>{when}</b>", when=now)]
    return [*told, say("This is how it is now:")]


def cancelled(say: Words, who: str, was: str) -> str:
    if who:
        return say("❗️ {name}: the clinic had to cancel the visit, <s>{when}</s>", name=who, when=was)
    return say("❗️ The clinic had to cancel your visit: <s>{when}</s>", when=was)


def freed(say: Words, who: str, at: str) -> str:
    if who:
        return say("🔔 {name}: a time has become free, <b>{when}</b>", name=who, when=at)
    return say("🔔 A time has become free: <b>{when}</b>", when=at)


def how_was(say: Words, who: str, at: str, own: Texts = NONE) -> str:
    if text := own_words(say, own, when=at):
        return _of(who, text)
    if who:
        return say("{name}: how was the visit on {when}?", name=who, when=at)
    return say("How was your visit on {when}?", when=at)


def _of(who: str, text: str) -> str:
    return f"{html.escape(who, quote=False)}: {text}" if who else text
