"""The bot's name and descriptions, kept by language."""

import re
from typing import Any

from aiogram.methods import (
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)

from sandbox.messages import Json
from sandbox.refusals import RefusedError, bad_request
from sandbox.world import World

LANGUAGE = re.compile(r"([a-z]{2})?")
LONGEST = {"name": 64, "description": 512, "short_description": 120}

Setting = SetMyName | SetMyDescription | SetMyShortDescription
Getting = GetMyName | GetMyDescription | GetMyShortDescription


async def set_words(world: World, call: Setting) -> bool:
    what = _what(call)
    words = getattr(call, what) or ""
    if len(words) > LONGEST[what]:
        raise RefusedError(bad_request(f"{what} is too long"))
    world.profile[what, _language(call)] = words
    return True


async def get_words(world: World, call: Getting) -> Json:
    """In the language asked for, else those without a language, as people would see them."""
    what = _what(call)
    common = world.profile.get((what, "")) or (world.bot["first_name"] if what == "name" else "")
    return {what: world.profile.get((what, _language(call))) or common}


def _what(call: Setting | Getting) -> str:
    name = call.__api_method__[len("setMy") :]
    return {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[name]


def _language(call: Setting | Getting) -> str:
    language = call.language_code or ""
    if not LANGUAGE.fullmatch(language):
        raise RefusedError(bad_request("invalid language code specified"))
    return language


PROFILE: dict[str, Any] = {
    f"{verb}My{what}": action
    for verb, action in (("set", set_words), ("get", get_words))
    for what in ("Name", "Description", "ShortDescription")
}
