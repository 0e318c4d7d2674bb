"""``notices``: what became of the messages that the bot sends of its own accord."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.commands.opening import clinic_in, for_sandbox, opened
from bot.settings import Settings
from db.undelivered import DeliveredStore, Undelivered
from reception.clock import SystemClock


async def tell_notices(settings: Settings, days: int, *, undelivered: bool) -> str:
    """Of the last so many days, and counted also of what is due within the next."""
    now = SystemClock().now()
    since = now - timedelta(days=days)
    async with opened(settings, sandbox=for_sandbox(settings)) as database:
        store, zone = DeliveredStore(database), ZoneInfo((await clinic_in(settings, database)).zone)
        if undelivered:
            found = await store.undelivered(since)
            return "\n".join(_one(one, zone) for one in found) or f"Nothing of the last {days} days is undelivered."
        counted = await store.counted(since, now + timedelta(days=days))
    lines = [f"{kind:12} {state:8} {number}" for kind, state, number in counted]
    return "\n".join(lines) or f"No notices within {days} days."


def _one(one: Undelivered, zone: ZoneInfo) -> str:
    return f"{_wall(one.due_at, zone)}  {one.kind:12} {one.state:8} {one.reason}  (message {one.id})"


def _wall(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
