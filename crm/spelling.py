"""One key for one name, however it was typed."""

APOSTROPHES = "'`´ʼ’‘"


def name_key(text: str) -> str:
    """Equal for texts that differ only in case, spaces and apostrophes."""
    return "".join(text.casefold().translate(dict.fromkeys(map(ord, APOSTROPHES))).split())
