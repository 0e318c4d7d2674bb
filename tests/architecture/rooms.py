"""Where our files are."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "clinic", "crm", "db", "handlers", "locales", "reception", "sandbox")


def code(*rooms: str) -> list[Path]:
    """The Python files of these rooms, of all but the tests without any."""
    return [file for room in rooms or ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
