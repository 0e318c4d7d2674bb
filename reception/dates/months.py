"""Month names of uk, ru, en, pl, it: full, shortened, mistyped, and Roman numbers."""

import unicodedata

from crm.spelling import name_key

SHORTEST = 3  # letters of an abbreviation
SHORTEST_SPELLED = 4  # letters of an abbreviation in Latin letters; of three many are another language's
LONGEST_TYPO = 14  # letters; the longest name has 12

NAMES = (
    "січень січня январь января january styczeń stycznia gennaio",
    "лютий лютого февраль февраля february luty lutego febbraio",
    "березень березня март марта march marzec marca marzo",
    "квітень квітня апрель апреля april kwiecień kwietnia aprile",
    "травень травня май мая маю мае майя may maj maja maju maggio",
    "червень червня июнь июня june czerwiec czerwca giugno",
    "липень липня июль июля july lipiec lipca luglio",
    "серпень серпня август августа august sierpień sierpnia agosto",
    "вересень вересня сентябрь сентября september wrzesień września settembre",
    "жовтень жовтня октябрь октября october październik października ottobre",
    "листопад листопада ноябрь ноября november listopad listopada novembre",
    "грудень грудня декабрь декабря december grudzień grudnia dicembre",
)
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMAN = {name: month for month, name in enumerate(ROMANS, 1)}
CYRILLIC_ROMANS = str.maketrans("іх", "ix")

SOUNDS = str.maketrans("іыэёł", "ииеел")  # typed one for another by people of two languages
TO_LATIN = str.maketrans("аеикмнорстухв", "aeukmhopctyxb")
TO_CYRILLIC = str.maketrans("aeikmhopctyxbu", "аеикмнорстухви")


def fold(word: str) -> str:
    """Letter case, diacritics and і/и/ы, э/е aside."""
    marked = unicodedata.normalize("NFKD", word.casefold().translate(SOUNDS))
    return "".join(char for char in marked if not unicodedata.combining(char)).translate(SOUNDS)


FULL = {fold(name): month for month, names in enumerate(NAMES, 1) for name in names.split()}
SHORT = {name[:size]: month for name, month in FULL.items() for size in range(SHORTEST, len(name))}

KEYS = {name_key(name): month for month, names in enumerate(NAMES, 1) for name in names.split() if not name.isascii()}
SPELLED = {key[:size]: month for key, month in KEYS.items() for size in range(SHORTEST_SPELLED, len(key) + 1)}


def full_month(word: str) -> int | None:
    return _look_up(FULL, word)


def short_month(word: str) -> int | None:
    """Of "трав", "sept", "gen"; many are other words too ("sie", "set"), so they weigh less."""
    return _look_up(SHORT, word)


def _look_up(table: dict[str, int], word: str) -> int | None:
    folded = fold(word)
    spellings = (folded, folded.translate(TO_LATIN), folded.translate(TO_CYRILLIC))
    return next((table[spelling] for spelling in spellings if spelling in table), None)


def roman_month(word: str, before: str, after: str) -> int | None:
    """Of a word between two numbers, parted from them; "12 і 1987" and "12 i 1987" may be an "and"."""
    month = ROMAN.get(word.lower().translate(CYRILLIC_ROMANS))
    lone_and = word in {"i", "і"} and before.isspace() and after.isspace()
    return month if before and after and not lone_and else None


def spelled_month(word: str) -> int | None:
    """A Ukrainian or Russian month in Latin letters, by whatever table: "travnya", "liutoho", "yanv"."""
    return SPELLED.get(name_key(word))


def mistyped_month(word: str) -> int | None:
    """The one month that a single slip (a letter wrong, missing, doubled, swapped) could have made of."""
    folded = fold(word)
    if not SHORTEST < len(folded) <= LONGEST_TYPO:
        return None
    meant = {month for name, month in FULL.items() if len(name) > SHORTEST and _one_slip(folded, name)}
    return meant.pop() if len(meant) == 1 else None


def _one_slip(typed: str, name: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), None)
    if same is None:
        return abs(len(typed) - len(name)) == 1
    a, b = typed[same:], name[same:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]
