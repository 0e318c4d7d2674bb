"""What reception and admins read when patients can't be served, and the word to a group that is left."""

from datetime import datetime

from locales.words import Words


def clinic_gone(say: Words, since: datetime) -> str:
    return say(
        "⚠️ The clinic's system has not answered since {time}. "
        "Patients cannot book online now and are given our phone number.",
        time=f"{since:%H:%M}",
    )


def clinic_back(say: Words, minutes: int) -> str:
    return say("✅ The clinic's system answers again, after {how_long}.", how_long=how_long(say, minutes))


def database_gone(say: Words, since: datetime) -> str:
    return say(
        "⚠️ The bot's database has not answered since {time}. "
        "Patients get no answers now; what they write is answered when it is back.",
        time=f"{since:%H:%M}",
    )


def database_back(say: Words, minutes: int) -> str:
    return say("✅ The bot's database answers again, after {how_long}.", how_long=how_long(say, minutes))


def access_gone(say: Words, since: datetime, why: str) -> str:
    """For an engineer. ``why``: in the adapter's own words."""
    return say(
        "🔑 The clinic's system has refused to let the bot in since {time}. Patients cannot book online now. "
        "Please look at CRM_USER, CRM_PASSWORD and CRM_TOKEN, then restart the bot. It says: {why}",
        time=f"{since:%H:%M}",
        why=why,
    )


def access_back(say: Words, minutes: int) -> str:
    return say("✅ The clinic's system lets the bot in again, after {how_long}.", how_long=how_long(say, minutes))


def group_gone(say: Words, since: datetime, why: str) -> str:
    return say(
        "⚠️ I can't write to reception's group since {time}. What patients ask is kept and waits. Please make the bot "
        "an admin of the group again, or set STAFF_CHAT_ID to another one. Telegram says: {why}",
        time=f"{since:%H:%M}",
        why=why,
    )


def group_back(say: Words, minutes: int) -> str:
    return say("✅ I can write to reception's group again, after {how_long}.", how_long=how_long(say, minutes))


def goodbye(say: Words) -> str:
    return say("I help in private chats only. Please write to me there.")


def how_long(say: Words, minutes: int) -> str:
    if minutes < 60:  # noqa: PLR2004 as everybody counts them
        return say("{minutes} min", minutes=minutes)
    return say("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
