"""Where a person goes next: to the greeting, on with what they were asked, or to where they wanted to be."""

from collections.abc import Sequence

from handlers.ahead import list_ahead
from handlers.booking import steps
from handlers.screen import Screen, Screens
from handlers.screens import family, meeting, menu
from handlers.screens import registration as registration_screens
from handlers.talk import Talk
from reception.booking.way import Way
from reception.destinations import FAMILY, MENU, VISITS, destination
from reception.questions import UNDER_WAY


async def arrive(talk: Talk, name: str) -> Screens:
    """To the destination ``name`` (a start payload or a menu entry); by way of the first meeting where needed."""
    if talk.person.registered:
        return await _open(talk, name)
    asking, answers = (draft.asking, draft.answers) if (draft := talk.person.draft) else ("", {})
    await talk.desk.drafts.keep(talk.person.id, asking, answers, name)
    if not talk.person.phone:
        return meeting.greeting(talk.say, talk.desk.clinic, talk.person.language)
    return await go_on(await talk.again())


async def go_on(talk: Talk) -> Screens:
    """The next question for a person whose number is known."""
    draft = talk.person.draft
    if not draft or draft.asking not in UNDER_WAY:
        if cards := await _cards(talk):
            return cards
        if talk.person.registered:
            return await arrived(talk)
    return await ask(talk)


async def one_more(talk: Talk) -> Screens:
    """Somebody is added to the family: one of the number's cards, or whoever is asked for. Then back to it."""
    asking, answers = (draft.asking, draft.answers) if (draft := talk.person.draft) else ("", {})
    await talk.desk.drafts.keep(talk.person.id, asking, answers, FAMILY)
    talk = await talk.again()
    cards = None if asking in UNDER_WAY else await _cards(talk)
    return cards or await ask(talk)


async def before_registration(talk: Talk) -> Screens:
    """Back from its first question: whoever is on a card of this number was led past it by "somebody else"."""
    if cards := await _cards(talk):
        return cards
    if not talk.person.registered:
        return home(talk)
    await talk.desk.registration.leave(talk.person)
    return family.family(talk.say, talk.person)


async def ask(talk: Talk) -> Screen:
    """The question of the registration, a new one or the one under way."""
    draft = await talk.desk.registration.begin(talk.person)
    return registration_screens.question(talk.say, draft, talk.person, talk.desk.today())


async def arrived(talk: Talk) -> Sequence[Screen]:
    """Registered: the draft has served, and the person goes where they wanted to."""
    wanted = talk.person.draft.then if talk.person.draft else MENU
    await talk.desk.drafts.drop(talk.person.id)
    return listed(await _open(talk, wanted))


async def leave(talk: Talk) -> Screens:
    """Home, and whatever is typed there is no answer any more."""
    await talk.desk.registration.leave(talk.person)
    return home(talk)


def home(talk: Talk) -> Screens:
    """The main menu; for whom nobody is registered yet, the way there."""
    if talk.person.registered:
        return menu.menu(talk.say)
    if talk.person.phone:
        return menu.visitor(talk.say)
    return meeting.greeting(talk.say, talk.desk.clinic, talk.person.language)


def in_new_language(talk: Talk) -> Screens:
    """The screen the language was chosen on, said again, and the keys below."""
    if not talk.person.phone:
        return meeting.greeting(talk.say, talk.desk.clinic, talk.person.language)
    return [menu.settings(talk.say, talk.desk.clinic, talk.person), menu.new_language(talk.say)]


async def _cards(talk: Talk) -> Screen | None:
    """Those on the number that nobody has proven yet."""
    cards = await talk.desk.identity.known(talk.person)
    if not cards.initials:
        return None
    return meeting.known(talk.say, cards, await talk.desk.identity.ask_birth_date(talk.person))


def listed(answer: Screens) -> Sequence[Screen]:
    """An answer to be shown after others."""
    return [answer] if isinstance(answer, Screen) else answer


async def _open(talk: Talk, name: str) -> Screens:
    wanted = destination(name)
    if wanted.way:
        return await steps.ask(talk, wanted.way if talk.options.known(wanted.way) else Way())
    if wanted.name == FAMILY:
        return family.family(talk.say, talk.person)
    return await list_ahead(talk) if wanted.name == VISITS else menu.welcome(talk.say)
