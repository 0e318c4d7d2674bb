"""``make words``: bring each locales/<language>/reception.po up to what the code says.

New texts come in empty, texts that nobody says any more go, nothing is guessed. The files stand in alphabetical order
and hold neither dates nor places, so that a change of them shows changed words alone. A new language begins as an
empty file.
"""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from locales.words import FOLDER

# Which arguments of which calls are texts; ``say.label(…)`` goes by ``label``.
SAYING = {"say": None, "label": None, "to_say": None, "remark": None, "unfit": None, "count": (1, 2)}
ROOMS = {"clinic": ("remark", "unfit"), "handlers": tuple(SAYING), "bot": tuple(SAYING)}
HEADER = ("Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms")


@cache
def said(*calls: str) -> Catalog:
    """Every text of the code, or those of certain calls alone: as it stands when first asked for."""
    catalogue = Catalog()
    for room, its_own in ROOMS.items():
        keywords = {call: SAYING[call] for call in its_own if call in (calls or SAYING)}
        found = extract_from_dir(FOLDER.parent / room, [("**.py", "python")], keywords=keywords)
        for file, line, message, _, _ in found:
            catalogue.add(message, locations=[(file, line)])
    return catalogue


def read(file: Path) -> Catalog:
    with file.open("rb") as content:
        return read_po(content, locale=file.parent.name)


def updated(catalogue: Catalog) -> bytes:
    """The content of a .po file with exactly the texts of the code."""
    catalogue.update(said(), no_fuzzy_matching=True)
    texts = BytesIO()
    write_po(texts, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return f"{_header(catalogue)}\n".encode() + texts.getvalue().rstrip(b"\n") + b"\n"


def update(files: Iterable[Path]) -> None:
    for file in files:
        file.write_bytes(updated(read(file)))


def _header(catalogue: Catalog) -> str:
    told = dict(catalogue.mime_headers)
    return "".join(('msgid ""\n', 'msgstr ""\n', *(f'"{name}: {told[name]}\\n"\n' for name in HEADER)))


if __name__ == "__main__":
    update(sorted(FOLDER.glob("*/reception.po")))
