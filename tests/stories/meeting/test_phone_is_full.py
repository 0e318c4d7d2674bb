"""A phone has room for so many patients as the clinic file says."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from handlers.screens.registration import not_registered
from handlers.taps import Fill, Step
from locales.words import words
from reception.people import PatientDetails
from reception.questions import Question
from reception.registration import NotRegistered
from tests.stories.desk import StoryDesk
from tests.stories.meeting.guests import MENU, patients
from tests.stories.visitors import Visitor, daniel, olena

ANSWERS: dict[str, str] = {
    Question.SURNAME: "Kanareichenko",
    Question.FIRST_NAME: "Solomiia",
    Question.PATRONYMIC: "",
    Question.BORN_ON: "1987-05-12",
}
Comes = Callable[..., Awaitable[Visitor]]
FAMILY = tuple(
    PatientDetails("Kanareichenko", name, "", date(2015, 1, 1)) for name in ("Ada", "Bohdan", "Vira", "Hlib")
)


@pytest.mark.parametrize(
    ("comes", "told"),
    [
        (daniel, "There is room for 4 patients on one phone. Reception can help: +380 48 700 00 00"),
        (olena, "На один телефон можна додати щонайбільше 4 пацієнтів. Реєстратура допоможе: +380 48 700 00 00"),
    ],
    ids=["English", "Ukrainian"],
)
async def test_the_fifth_patient_is_declined_kindly(desk: StoryDesk, comes: Comes, told: str) -> None:
    visitor = await comes(desk, *FAMILY)
    draft = await desk.program.desk.drafts.keep((await visitor.known()).id, Question.CHECK, ANSWERS, "")
    await visitor.forges(Fill(draft=draft.id, step=Step.RIGHT).pack())
    await visitor.person.sees(told)
    assert visitor.labels == [visitor.words(MENU)]
    assert len(await patients(visitor)) == 4


async def test_where_there_is_room_for_one_it_is_said_in_the_singular(desk: StoryDesk) -> None:
    small = desk.clinic.model_copy(update={"rules": desk.clinic.rules.model_copy(update={"patients_per_phone": 1})})
    told = {code: not_registered(words(code), small, NotRegistered.TOO_MANY).text for code in ("en", "uk")}
    assert "1 patient on" in told["en"]
    assert "1 пацієнта." in told["uk"]
