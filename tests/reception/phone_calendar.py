"""The calendar of a phone that reads files by another reader than the one that writes them."""

from datetime import UTC, datetime

from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.timezone import IcsTimezoneInfo

Version = tuple[int, datetime]


class PhoneCalendar:
    """RFC 5546, 2.1.5: what is newer, by SEQUENCE and then by DTSTAMP, takes the place of what is known of a UID; what
    is older changes nothing, and brings nothing back."""

    def __init__(self) -> None:
        self._newest: dict[str, Version] = {}
        self._events: dict[str, tuple[datetime, datetime]] = {}

    def opens(self, file: bytes) -> None:
        calendar = IcsCalendarStream.calendar_from_ics(file.decode())
        (zone,) = (IcsTimezoneInfo.from_timezone(one) for one in calendar.timezones)
        for event in calendar.events:
            version = event.sequence or 0, _instant(event.dtstamp)
            if version < self._newest.get(event.uid, version):
                continue
            self._newest[event.uid] = version
            self._events.pop(event.uid, None)
            if calendar.method != "CANCEL":
                self._events[event.uid] = _span(event, zone)

    @property
    def shows(self) -> list[tuple[datetime, datetime]]:
        return sorted(self._events.values())


def _span(event: Event, zone: IcsTimezoneInfo) -> tuple[datetime, datetime]:
    """By the zone as the file itself describes it, whatever the phone knows of the world's clocks."""
    assert isinstance(event.dtstart, datetime)
    assert isinstance(event.dtend, datetime)
    assert str(event.dtstart.tzinfo) == str(zone)
    begin, end = (at.replace(tzinfo=zone).astimezone(UTC) for at in (event.dtstart, event.dtend))
    return begin, end


def _instant(at: object) -> datetime:
    assert isinstance(at, datetime)
    return at.astimezone(UTC)
