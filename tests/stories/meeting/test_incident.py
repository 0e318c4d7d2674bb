"""A handler breaks with a patient's words in its exception: the patient gets a code, the log the same and no more."""

import re
from collections.abc import Awaitable, Callable

import pytest

from crm.port import Crm
from crm.through import Answer, Through
from reception.registration import Registration
from tests.stories.desk import StoryDesk
from tests.stories.meeting.ear import Ear
from tests.stories.meeting.guests import MENU, ONE_STEP_LEFT, RIGHT, fills_in, guest, shares

CODE = re.compile(r"\b[A-Z2-9]{6}\b")
WORDS = "Kanareichenko Solomiia, 12.05.1987, +380501234567"


class Spills(Through):
    """A system whose every call breaks in a way that nobody foresaw, quoting a patient."""

    def __init__(self, crm: Crm) -> None:
        super().__init__(crm, _spill)


async def _spill(verb: str, _call: Callable[[], Awaitable[Answer]], /) -> Answer:
    raise LookupError(f"{verb}: {WORDS}") from ValueError(WORDS)


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_the_code_is_the_same_in_the_chat_and_in_the_log(
    desk: StoryDesk, ear: Ear, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    async def breaks(*_: object) -> None:
        raise RuntimeError(WORDS) from ValueError(WORDS)

    visitor = guest(desk, language)
    await shares(visitor)
    await fills_in(visitor)
    monkeypatch.setattr(Registration, "finish", breaks)
    await visitor.taps(RIGHT)
    message = await visitor.person.sees(
        "If you call, please mention this code" if language == "en" else "назвіть, будь ласка, цей код"
    )
    (code,) = CODE.findall(message.text)
    (line,) = ear.heard(code)
    assert "RuntimeError" in line
    assert "ValueError" in line, "what caused it is told as well"
    assert visitor.labels == [visitor.words(MENU)]
    monkeypatch.undo()
    await visitor.taps(MENU, ONE_STEP_LEFT)
    await visitor.taps("▶️ Go on with registration")
    await visitor.taps(RIGHT)
    await visitor.person.sees("✅")


async def test_a_system_that_quotes_a_patient_is_just_silent(
    desk: StoryDesk, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = guest(desk)
    await shares(visitor)
    await fills_in(visitor)
    monkeypatch.setattr(desk.crm, "_crm", Spills(desk.crm._crm))
    await visitor.taps(RIGHT)
    await visitor.person.sees("is not answering right now")
    assert ear.heard("The clinic's system has trouble: Unavailable")
