"""One key for one name, however it is spelled: Ukrainian, Russian, or Latin as in a passport.

Letters go to Latin by the Ukrainian passport table (resolution 55 of 2010 of the Cabinet of Ministers),
then what that table, the older ones and habit write differently is folded together. Only for finding the
same person beside a phone or a birth date; a key is never shown.
"""

import re
import unicodedata

ONE_LETTER = dict(zip("абвгґдезиіклмнопрстуфыэł", "abvggdeziiklmnoprstufyel", strict=True))
SEVERAL = {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "є": "ie"}
SILENT = {"ь": "", "ъ": "", "'": "", "-": " "}
TO_LATIN = str.maketrans(ONE_LETTER | SEVERAL | SILENT)

FOLDS = [
    (re.compile(pattern), same)
    for pattern, same in (
        ("shch|szcz|sch(?=[aeiouy])", "Q"),  # a capital is one sound
        ("sch|sh|sz", "S"),
        ("zh", "Z"),
        ("tch|ch|cz", "C"),
        ("kh|gh|g", "h"),
        ("tz|ts|c(?=[eiy])", "T"),
        ("ck|c|q", "k"),
        ("x", "ks"),
        ("ph", "f"),
        ("w", "v"),
        ("[yj]", "i"),
        ("liu", "lu"),  # Ludmila, Liudmyla
        ("i+e", "e"),
        (r"(\w)\1+", r"\1"),
        (r"(?<=\w\w)ei\b", "i"),  # Сергей, Сергій
        (r"skaia\b", "ska"),  # Зеленская, Зеленська
        (r"(?<=\w\w)(?:i|i?[oe])(?=vna\b|viC\b)", ""),  # Ивановна, Іванівна; Игоревич, Ігорович
        (r"(?<=\w\w\w)i?[oe](?=va?\b)", "o"),  # Ковалёв, Ковальов
        (r"\boleks", "aleks"),
        (r"\bnikola", "mikola"),
    )
]
# Pairs whose letters differ by more than spelling does.
PAIRS = {
    "olena": "elena",
    "aleksander": "aleksandr",
    "mikolai": "mikola",
    "mihailo": "mihail",
    "dmitro": "dmitri",
    "volodimir": "vladimir",
    "katerina": "ekaterina",
    "tetiana": "tatiana",
    "svitlana": "svetlana",
    "pavlo": "pavel",
    "petro": "petr",
    "danilo": "danil",
    "kirilo": "kiril",
    "vasil": "vasili",
    "evhen": "evheni",
    "mikita": "nikita",
    "pilip": "filip",
}


def name_key(text: str) -> str:
    """Equal for spellings of one name, different for different names; words stay in their order."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    marked = unicodedata.normalize("NFKD", folded)
    key = "".join(c for c in marked if not unicodedata.combining(c)).translate(TO_LATIN)
    key = " ".join("".join(c if c.isalpha() else " " * c.isspace() for c in key).split())
    for pattern, same in FOLDS:
        key = pattern.sub(same, key)
    return " ".join(PAIRS.get(word, word) for word in key.split())


def same_name(a: str, b: str) -> bool:
    """Whether both may be one person's name; nothing is the same as no name."""
    return name_key(a) == name_key(b) != ""
