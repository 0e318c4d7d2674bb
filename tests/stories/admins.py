"""Admins at their phones: they read English."""

from tests.stories.desk import StoryDesk
from tests.stories.visitors import Visitor

MARTA, PETRO = 5_000_000_301, 5_000_000_302
NAMES = {MARTA: "Marta", PETRO: "Petro"}
MENU = "What would you like to change?"


async def admin(desk: StoryDesk, user_id: int) -> Visitor:
    """Somebody of ADMIN_IDS with the admin's menu before them."""
    visitor = Visitor(desk, desk.telegram.person(NAMES[user_id], language_code="en", user_id=user_id), "en")
    await visitor.person.types("/admin")
    await visitor.person.sees(MENU)
    return visitor


async def answers(marta: Visitor, part: str, *way: str) -> None:
    """From the admin's menu through a part's buttons."""
    asked = await marta.person.types("/admin")
    await marta.desk.telegram.until(lambda: marta.person.last.message_id > asked.message_id)
    for label in (part, *way):
        await marta.person.taps(label)
