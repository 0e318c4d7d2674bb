"""Who one can be on the page, as its list wants it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.groups import Group
from sandbox.people import Person
from sandbox.world import World

MANAGER = "manager"


def everybody(world: World, people: Mapping[int, Person], staff: Group | None) -> dict[str, Any]:
    """Managers are members of the staff group: without one there is nothing to be as a manager."""
    bot = {name: world.bot[name] for name in ("id", "first_name", "username")}
    managers = [person for person in people.values() if person.screen.role == MANAGER]
    others = [person for person in people.values() if person.screen.role != MANAGER]
    return {"bot": bot, "people": [_one(person) for person in others], "staff": _group(staff, managers)}


def _group(staff: Group | None, managers: Iterable[Person]) -> dict[str, Any] | None:
    if staff is None:
        return None
    card = staff.screen.card()
    topics = bool(card.get("is_forum"))
    return {"id": card["id"], "title": card["title"], "topics": topics, "members": [_one(who) for who in managers]}


def _one(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "first_name": person.name,
        "language_code": person.user.get("language_code"),
        "phone": person.phone,
        "about": person.screen.about,
        "role": person.screen.role,
    }
