"""A visit for the patient's own calendar (RFC 5545)."""

from zoneinfo import ZoneInfo

from reception.booking.outcomes import Visit
from reception.clock import Clock


def calendar_file(visit: Visit, title: str, place: str, clock: Clock) -> bytes:
    """One event on the branch's own clock, its zone described in the file. The UID is the booking's for ever."""
    from icalendar import Calendar, Event  # noqa: PLC0415 0.2 s that the start can do without

    zone = ZoneInfo(visit.branch.zone if visit.branch else "UTC")
    event = Event()
    event.add("uid", f"{visit.key}@reception")
    event.add("sequence", 0)
    event.add("dtstamp", clock.now())
    event.add("dtstart", visit.starts_at.astimezone(zone))
    event.add("dtend", visit.ends_at.astimezone(zone))
    event.add("summary", title)
    event.add("location", place)
    calendar = Calendar()
    calendar.add("prodid", "-//Reception//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
