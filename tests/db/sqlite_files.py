"""What happens to the files of a SQLite database, seen from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def changed(folder: Path) -> Iterator[list[str]]:
    """Fills with the names of what came, went or became another while inside."""
    before, found = _seen(folder), list[str]()
    yield found
    after = _seen(folder)
    found += sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def _seen(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
