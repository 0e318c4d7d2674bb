"""``links``: what a site's widget or a QR code on a door may carry."""

from bot.commands.opening import for_sandbox, opened
from bot.settings import Settings
from db.catalogue import CatalogueStore
from locales.words import SOURCE_LANGUAGE, words
from reception.destinations import deep_links


async def list_links(settings: Settings) -> str:
    """Each as it stands behind the bot's own address."""
    async with opened(settings, sandbox=for_sandbox(settings)) as database:
        links = deep_links(await CatalogueStore(database).load())
    lines = [f"?start={link}\t{words(SOURCE_LANGUAGE).pick(names)}" for link, names in links.items()]
    if not lines:
        return "The clinic's directory has not been read yet: start the bot once."
    return "\n".join(("Each behind https://t.me/<your bot's username>:", *lines))
