"""What a message may be meant as."""

from aiogram.filters import BaseFilter
from aiogram.types import Message

from handlers.talk import Talk
from locales.words import everywhere
from reception.questions import Question


class Label(BaseFilter):
    """A key of the reply keyboard, in whichever language it was shown, or its words typed by hand."""

    def __init__(self, message: str) -> None:
        self._labels = {_words(label) for label in everywhere(message)}

    async def __call__(self, message: Message) -> bool:
        return _words(message.text or "") in self._labels


class Awaits(BaseFilter):
    """The person was asked one of these questions, and whatever they type is the answer."""

    def __init__(self, *questions: Question) -> None:
        self._questions = frozenset(questions)

    async def __call__(self, _message: Message, talk: Talk) -> bool:
        draft = talk.person.draft
        return draft is not None and draft.asking in self._questions


def _words(label: str) -> str:
    """Without emoji and capitals: what somebody types who has hidden the keyboard."""
    return " ".join("".join(char if char.isalnum() else " " for char in label.casefold()).split())
