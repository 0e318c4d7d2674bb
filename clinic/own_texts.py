"""The clinic's own wording in place of ours, language by language; what is left out is said in ours."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ValidationInfo

from clinic.known import known
from clinic.mistakes import remark, unfit
from clinic.placeholders import misplaced
from clinic.schedule import SHAPE
from clinic.texts import Texts, at_most

LONGEST = 1000  # characters: what stands around them fits into Telegram's 4,096
GREETING, REMINDER, RATING, THANKS = ("clinic",), ("when",), ("when",), ()


def _with(allowed: tuple[str, ...], *, needed: bool = False) -> AfterValidator:
    names = ", ".join(f"{{{name}}}" for name in allowed) or remark("none")

    def check(texts: Texts, info: ValidationInfo) -> Texts:
        for code, words in texts.items() if known(info) else ():
            if wrong := misplaced(words, allowed):
                raise unfit(
                    'has {wrong} in "{code}"; what may stand in braces here: {names}',
                    wrong=wrong,
                    code=code,
                    names=names,
                )
            if needed and not all(f"{{{name}}}" in words for name in allowed):
                raise unfit(
                    'lacks {names} in "{code}"; without it nobody knows which visit is meant', names=names, code=code
                )
        return texts

    return AfterValidator(check)


class OwnTexts(BaseModel):
    """``greeting``: the first words to a stranger. ``thanks``: for a rating."""

    model_config = SHAPE

    greeting: Annotated[Texts, at_most(LONGEST), _with(GREETING)] = Texts({})
    day_before: Annotated[Texts, at_most(LONGEST), _with(REMINDER, needed=True)] = Texts({})
    two_hours: Annotated[Texts, at_most(LONGEST), _with(REMINDER, needed=True)] = Texts({})
    rating: Annotated[Texts, at_most(LONGEST), _with(RATING)] = Texts({})
    thanks: Annotated[Texts, at_most(LONGEST), _with(THANKS)] = Texts({})
