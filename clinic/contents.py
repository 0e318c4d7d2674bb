"""What a clinic tells about itself and is asked about; all of it may be left out."""

from typing import Annotated
from zlib import crc32

from pydantic import AfterValidator, BaseModel, Field

from clinic.fields import Id, Link
from clinic.mistakes import unfit
from clinic.schedule import SHAPE
from clinic.texts import Texts, at_most

Title = Annotated[Texts, at_most(60)]  # stands on buttons
Asked = Annotated[Texts, at_most(100)]
Told = Annotated[Texts, at_most(2000)]  # Telegram's message holds 4,096, and more stands around it
Phrase = Annotated[str, Field(min_length=1, max_length=100)]


def number_of(id_: str) -> int:
    """What buttons carry in place of an id: the same for ever, so an old button never means something else.

    Two ids of one file never have the same (clinic/read.py).
    """
    return crc32(id_.encode())


class Numbered(BaseModel):
    model_config = SHAPE

    id: Id

    @property
    def number(self) -> int:
        return number_of(self.id)


class Entry(Numbered):
    """``also``: other ways of asking, in any language; searched, and never shown."""

    question: Asked
    also: tuple[Phrase, ...] = ()
    answer: Told


class Category(Numbered):
    """Patients see it once there is a question in it."""

    name: Title
    entries: tuple[Entry, ...] = ()


class Gift(Numbered):
    """A free service: ``what`` it is, and ``how`` to get it."""

    name: Title
    what: Told
    how: Told


class WebPage(BaseModel):
    model_config = SHAPE

    label: Title
    url: Annotated[Link, AfterValidator(lambda url: url or _no_link())]


def _no_link() -> str:
    raise unfit('is empty; write the link in full, such as "https://your-clinic.example"')
