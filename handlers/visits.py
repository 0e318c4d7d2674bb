"""My visits: a list of what lies ahead, live from the clinic's system."""

from handlers.screen import Screen
from handlers.screens import visits as screens
from handlers.talk import Talk


async def list_visits(talk: Talk) -> Screen:
    found = await talk.desk.visits.ahead(talk.person, talk.desk.catalogue)
    return screens.ahead(talk.say, talk.desk.clinic, found)
