"""``away DOCTOR DATE``: a doctor's sick day."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.by_hand import NotDone
from bot.commands.reception import Terminal, at_the_terminal, in_a_line, must_be_one_of, read_day
from bot.databases import Entry, Span
from bot.settings import Settings
from locales.words import words

DAY = timedelta(days=1)
LONGEST = 366  # days: more of them is a slip of the hand


async def go_away(settings: Settings, asked: Namespace) -> str | tuple[str, int]:
    async with at_the_terminal(settings) as terminal:
        must_be_one_of("doctor", asked.doctor, (one.id for one in terminal.directory.doctors))
        off = _spans(asked, terminal.now)
        if asked.back:
            return await _back(terminal, asked.doctor, off)
        if asked.yes:
            gone = await terminal.reception.goes_away(asked.doctor, off)
            return _listed(terminal, asked.doctor, off, "cancelled", gone)
        booked = await terminal.reception.booked_in(asked.doctor, off)
        listed = _listed(terminal, asked.doctor, off, "to be cancelled", booked)
        return f"{listed}\nNothing is changed. To do it, say the same with --yes.", 1


async def _back(terminal: Terminal, doctor: str, off: Sequence[Span]) -> str:
    if not await terminal.reception.comes_back(doctor, off):
        raise NotDone("Nothing was entered there by hand; what the clinic file says is changed in it")
    return f"{_name(terminal, doctor)} is back on {_when(off)}: the hours of the clinic file hold again."


def _spans(asked: Namespace, now: datetime) -> list[Span]:
    """One a day, on the wall of whatever branch."""
    first = read_day(asked.first)
    last = read_day(asked.last) if asked.last else first
    if last < first or (last - first).days > LONGEST:
        raise NotDone(f"{last} is not a day soon after {first}; give the first day, then the last one")
    begins, ends = _read_hour(asked.begins, time()), _read_hour(asked.ends, time())
    if asked.ends and ends <= begins:
        raise NotDone(f"--until {asked.ends} is not after --from {asked.begins}; give both of one day")
    days = [first + DAY * number for number in range((last - first).days + 1)]
    if last < (now - DAY).date():  # yesterday may still be today somewhere
        raise NotDone(f"{last} is over; give a day that lies ahead")
    return [Span(datetime.combine(day, begins), _end(day, ends)) for day in days]


def _read_hour(typed: str | None, otherwise: time) -> time:
    try:
        return datetime.strptime(typed, "%H:%M").time() if typed else otherwise  # noqa: DTZ007 a wall time
    except ValueError:
        raise NotDone(f'"{typed}" is no time of day; write it like 09:30') from None


def _end(day: date, ends: time) -> datetime:
    return datetime.combine(day, ends) if ends != time() else datetime.combine(day + DAY, time())


def _name(terminal: Terminal, doctor: str) -> str:
    names = next(one.name for one in terminal.directory.doctors if one.id == doctor)
    return words(terminal.clinic.languages.default).pick(names)


def _when(off: Sequence[Span]) -> str:
    days = f"{off[0].begins:%Y-%m-%d}" + (f" to {off[-1].begins:%Y-%m-%d}" if len(off) > 1 else "")
    whole = off[0].ends - off[0].begins == DAY
    return days if whole else f"{days}, {off[0].begins:%H:%M}–{off[0].ends:%H:%M}"


def _listed(terminal: Terminal, doctor: str, off: Sequence[Span], what: str, visits: Sequence[Entry]) -> str:
    headline = f"{_name(terminal, doctor)}: away on {_when(off)}. Visits {what}: {len(visits)}"
    return "\n".join([headline, *(in_a_line(terminal.clinic, visit) for visit in visits)])
