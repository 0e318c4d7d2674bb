"""What buttons to reception carry (handlers/taps.py)."""

from handlers.taps import OnTheWay, carried
from reception.booking.way import Way
from reception.handoff.about import Why


class Write(OnTheWay, prefix="b"):
    """Reception sees from where somebody came. ``moving``: the visit that it is about."""

    why: Why


def write(why: Why, way: Way | None = None) -> Write:
    return Write(**carried(way or Way()), why=why)
