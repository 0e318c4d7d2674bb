"""When reception answers in the chat, and the answers that it gives often."""

from typing import Annotated

from pydantic import BaseModel, Field

from clinic.schedule import SHAPE, Away, Opening
from clinic.texts import Texts, at_most


class Reception(BaseModel):
    """``hours`` in which managers answer, on the clinic's clock; holidays are the clinic's own, none: at all hours.

    ``offline``: when it answers nobody, whatever the hours say. ``canned``: answers given by a tap; {name} is the
    patient's first name.
    """

    model_config = SHAPE

    hours: Opening = ()
    offline: tuple[Away, ...] = ()
    canned: Annotated[tuple[Annotated[Texts, at_most(1000)], ...], Field(max_length=20)] = ()
