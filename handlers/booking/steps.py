"""From what was chosen to the next question's screen."""

from dataclasses import replace

from handlers.screen import Button, Screen
from handlers.screens import card, choices, finding, times
from handlers.screens.choices import Choosing
from handlers.screens.menu import outdated
from handlers.talk import Talk
from handlers.taps import walk
from reception.booking.again import again
from reception.booking.finding import Only
from reception.booking.near import by_distance
from reception.booking.way import Ask, Way, settle

Location = tuple[float, float]


async def ask(talk: Talk, way: Way, page: int = 0, near: Location | None = None) -> Screen:
    """Settle what leaves no choice and ask the next thing. A way through somebody else's patient leads nowhere."""
    options = talk.options
    if not options.known(way):
        return outdated(talk.say, talk.desk.clinic)
    settled, question = settle(way, options, talk.person, branch_first=near is not None)
    at = Choosing(talk.say, talk.desk.clinic, talk.person, options, settled, page)
    match question:
        case Ask.PATIENT:
            return choices.patients(at)
        case Ask.BRANCH:
            nearest = by_distance(options.catalogue, options.branches(settled), near)
            placed = near is not None or talk.by is not None  # a manager is not asked where they are
            return choices.branches(at, nearest, await _again(talk, way), placed=placed)
        case Ask.SPECIALTY:
            return choices.specialties(at, await _again(talk, way))
        case Ask.DOCTOR:
            earliest, _ = talk.desk.times.window()
            return choices.doctors(at, await talk.desk.availability.earliest(settled.branch, earliest))
        case Ask.CARD:
            return card.card(at, calls_home=talk.home_calls.is_offered)
        case Ask.SERVICE:
            return choices.services(at)
        case Ask.TIME:
            return await _times(talk, at)


async def find(talk: Talk, way: Way, only: Only, page: int) -> Screen:
    """Free times of the way's doctor, or of any who fits it; where that can't be said yet, the next question."""
    options = talk.options
    if not options.known(way):
        return outdated(talk.say, talk.desk.clinic)
    settled, question = settle(way, options, talk.person)
    if question not in {Ask.DOCTOR, Ask.TIME} or not options.offers(settled):
        return await ask(talk, way)
    at = Choosing(talk.say, talk.desk.clinic, talk.person, options, settled, page)
    found = await talk.desk.finding.times(options, settled, only, (page + 1) * finding.room(settled))
    return finding.found(at, only, found)


async def gone(talk: Talk, way: Way) -> Screen:
    """A time, day or visit that is no longer offered: a doctor who has left says so and names colleagues."""
    if talk.options.is_gone(way):
        return await ask(talk, replace(way, visit=False))
    return outdated(talk.say, talk.desk.clinic)


async def _times(talk: Talk, at: Choosing) -> Screen:
    if not at.options.offers(at.way):
        return card.card(at, calls_home=talk.home_calls.is_offered)
    return times.times(at, await talk.desk.times.free(at.options.catalogue, at.way))


async def _again(talk: Talk, way: Way) -> Button | None:
    """The doctor seen last, on the first screen of a booking."""
    known = await again(talk.desk.bookings, talk.options, way)
    if known is None:
        return None
    doctor = choices.short_name(talk.say, talk.desk.catalogue.doctors[known.doctor])
    return Button(talk.say.label("🔁 Again with Dr {doctor}", doctor=doctor), walk(known), "primary")
