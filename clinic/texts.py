"""Words in several languages."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import core_schema

from clinic.known import known, may_lack
from clinic.mistakes import Remark, remark, unfit

LANGUAGES = ("uk", "ru", "en", "pl", "it")


def language(code: str) -> str:
    if code not in LANGUAGES:
        raise unfit(
            '"{code}" is not a language of this program; choose from: '
            "uk (Ukrainian), ru (Russian), en (English), pl (Polish), it (Italian)",
            code=code,
        )
    return code


Language = Annotated[str, AfterValidator(language)]


class Texts(Mapping[str, str]):
    """Language code → words, frozen. In a file a plain string stands for the same words in every language."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, language: str) -> str:
        return self._words[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __hash__(self) -> int:
        return hash(frozenset(self._words.items()))

    def __repr__(self) -> str:
        return f"Texts({self._words!r})"

    def pick(self, language: str, default: str) -> str:
        """The words in this language, else in the default one, else in any; empty when there are none."""
        return self.get(language) or self.get(default) or next(iter(self.values()), "")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        words = core_schema.dict_schema(
            core_schema.no_info_after_validator_function(language, core_schema.str_schema()),
            core_schema.no_info_after_validator_function(_some, core_schema.str_schema(strip_whitespace=True)),
        )
        return core_schema.with_info_before_validator_function(
            _by_language,
            core_schema.with_info_after_validator_function(_complete, words),
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )


def at_most(longest: int) -> AfterValidator:
    """What a screen has room for, in characters of any one language."""

    def check(texts: Texts, info: ValidationInfo) -> Texts:
        for code, words in texts.items() if known(info) else ():
            if len(words) > longest:
                raise unfit(
                    'has {number} characters in "{code}"; write at most {most}',
                    number=len(words),
                    code=code,
                    most=longest,
                )
        return texts

    return AfterValidator(check)


def _by_language(value: object, info: ValidationInfo) -> object:
    there = known(info)
    if isinstance(value, str) and there:
        return {there.language or "en": value}
    if isinstance(value, Mapping):
        return dict(value)
    raise unfit("is neither a text nor texts by language; {shape}", shape=_shape(info))


def _some(words: str) -> str:
    if not words:
        raise unfit("is empty; write the words, or leave the line out")
    return words


def _complete(words: dict[str, str], info: ValidationInfo) -> Texts:
    there = known(info)
    if not words and may_lack(info):
        return Texts({})
    if there and there.language and there.language not in words:
        raise unfit('has no "{code}", the default language; {shape}', code=there.language, shape=_shape(info))
    return Texts(words)


def _shape(info: ValidationInfo) -> Remark:
    there = known(info)
    example = f'{{{(there and there.language) or "uk"}: "…", …}}'
    return remark("write it as {example} or as one text for all languages", example=example)
