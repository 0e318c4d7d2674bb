"""All that may be wrong in a clinic file, as an admin is told of it, with nothing in the places of values."""

from collections.abc import Iterator

from bot.screens.rarely import blanks
from clinic.mistakes import ClinicFileError, Mistake, Remark
from handlers.screen import Screen
from handlers.screens.admin import files
from locales.extract import said
from locales.words import Words

ON_A_SCREEN = 15


def mistakes(say: Words) -> Iterator[Screen]:
    texts = sorted(str(text.id) for text in said("remark", "unfit"))
    for first in range(0, len(texts), ON_A_SCREEN):
        numbered = enumerate(texts[first : first + ON_A_SCREEN], first + 1)
        found = [Mistake(line, "", Remark(text, blanks(text))) for line, text in numbered]
        yield files.mistaken(say, ClinicFileError("clinic.yaml", found))
