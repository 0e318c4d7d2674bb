"""Words in braces that the bot fills in when it says a clinic's own text: {when}."""

import re
from collections.abc import Collection

BRACES = re.compile(r"\{[^{}\n]*\}?|\}")


def misplaced(text: str, allowed: Collection[str]) -> str:
    """The first one that stands for nothing here, or a lone brace; empty where all is well."""
    known = {f"{{{name}}}" for name in allowed}
    return next((braces for braces in BRACES.findall(text) if braces not in known), "")


def filled(text: str, **values: str) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
