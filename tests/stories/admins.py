"""Admins at their phones: they read English, where a story does not say otherwise."""

from tests.stories.desk import StoryDesk
from tests.stories.visitors import Visitor

MARTA, PETRO = 5_000_000_301, 5_000_000_302
NAMES = {MARTA: "Marta", PETRO: "Petro"}
MENU = "<b>{clinic}</b>\n\nWhat would you like to change?"
PREVIEW = "👁 <b>Preview</b>: {place}"
PUBLISHED = "✅ Published: everybody sees it from now on."


async def admin(desk: StoryDesk, user_id: int, language: str = "en") -> Visitor:
    """Somebody of ADMIN_IDS with the admin's menu before them."""
    visitor = Visitor(desk, desk.telegram.person(NAMES[user_id], language, user_id=user_id), language)
    await visitor.person.types("/admin")
    await visitor.reads(MENU)
    return visitor


async def answers(marta: Visitor, part: str, *way: str) -> None:
    """From the admin's menu through a part's buttons."""
    asked = await marta.person.types("/admin")
    await marta.desk.telegram.until(lambda: marta.person.last.message_id > asked.message_id)
    for label in (part, *way):
        await marta.taps(label)


async def publishes(marta: Visitor) -> None:
    await marta.taps("✅ Publish", PUBLISHED)
