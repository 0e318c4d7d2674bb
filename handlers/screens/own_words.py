"""The clinic's own wording, where it has one in the reader's language (clinic/own_texts.py)."""

import html

from clinic.placeholders import filled
from clinic.texts import Texts
from locales.words import Words


def own_words(say: Words, texts: Texts, **values: str) -> str:
    """HTML; empty where ours is to be said."""
    words = html.escape(texts.get(say.language, ""), quote=False)
    return filled(words, **{name: f"<b>{html.escape(value, quote=False)}</b>" for name, value in values.items()})
