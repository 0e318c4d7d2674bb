"""A visit for the patient's own calendar (RFC 5545, 5546): to be put there, to be moved there, to go from there."""

from datetime import UTC
from zoneinfo import ZoneInfo

from reception.booking.outcomes import Visit
from reception.clock import Clock
from reception.visit_mirror import Entry


def calendar_file(visit: Visit, entry: Entry, title: str, place: str, clock: Clock, *, cancelled: bool) -> bytes:
    """One event on the branch's own clock, its zone described in the file. Read again, it takes the place of an earlier
    one of its UID; a cancelled one takes it away."""
    from icalendar import Calendar, Event  # noqa: PLC0415 0.2 s that the start can do without

    zone = ZoneInfo(visit.branch.zone if visit.branch else "UTC")
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(zone))
    event.add("dtend", visit.ends_at.astimezone(zone))
    event.add("summary", title)
    event.add("location", place)
    calendar = Calendar()
    calendar.add("prodid", "-//Reception//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
