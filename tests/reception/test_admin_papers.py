"""The clinic as a file: what it would overwrite is told first, and nobody's change is lost by it."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from clinic.mistakes import ClinicFileError
from clinic.read import read_clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.model import NewPatient, Order
from db.database import Database
from reception.admin.differences import Difference, differences
from reception.admin.edits import WouldLeaveVisits
from reception.admin.parts import Part, Spot
from reception.admin.pending import PENDING, Pending
from reception.admin.publishing import Published
from reception.closures import Affected
from reception.people import Draft
from tests.clinic.small import written
from tests.clinic.test_write import LITTLE
from tests.reception.admin_desk import PETRO, AdminsDesk

ABOUT = Spot(Part.ABOUT)
FRIDAY = datetime(2026, 11, 27, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
async def desk(database: Database) -> AdminsDesk:
    desk = AdminsDesk(database)
    await desk.opens(LITTLE)
    return desk


async def sends(desk: AdminsDesk, content: str | bytes) -> Draft | None:
    content = content.encode() if isinstance(content, str) else content
    return await desk.desk.papers.take(await desk.person(), "clinic.yaml", content, 1)


async def files(desk: AdminsDesk) -> tuple[str, str]:
    papers = desk.desk.papers
    return (await papers.clinic_file()).decode(), (await papers.questions_file()).decode()


async def sent(desk: AdminsDesk, content: str) -> Draft:
    draft = await sends(desk, content)
    assert draft is not None
    return draft


def what(draft: Draft) -> list[Difference]:
    change = Pending.read(draft.answers[PENDING]).change
    wrap = (lambda of: {"faq": of}) if change.place == ("faq",) else (lambda of: of)
    return differences(wrap(change.before), wrap(change.after))


async def test_what_was_given_and_comes_back_changes_nothing(desk: AdminsDesk) -> None:
    for file in await files(desk):
        assert await sends(desk, file) is None
    assert await desk.revision() == 1


async def test_a_question_is_changed_in_the_file_and_published(desk: AdminsDesk) -> None:
    _, questions = await files(desk)
    draft = await sent(desk, questions.replace("How do I have a blood test?", "A new question?"))
    (difference,) = what(draft)
    assert difference == Difference(
        "entries", changed=(({"uk": "Як здати кров?", "en": "A new question?"}, ("question",)),)
    )
    assert await desk.publishes(draft) is Published.YES
    assert (await desk.desk.clinic()).faq[0].entries[0].question["en"] == "A new question?"
    assert (await desk.desk.last())[0].part == Part.FILE


async def test_what_others_change_elsewhere_meanwhile_stands_beside_new_questions(desk: AdminsDesk) -> None:
    _, questions = await files(desk)
    draft = await sent(desk, questions.replace("How do I have a blood test?", "A new question?"))
    await desk.publishes(await desk.changes(ABOUT, "advantages", "Тихо", None, by=PETRO), by=PETRO)
    assert await desk.publishes(draft) is Published.YES
    clinic = await desk.desk.clinic()
    assert (clinic.advantages["uk"], clinic.faq[0].entries[0].question["en"]) == ("Тихо", "A new question?")


async def test_a_whole_clinic_overwrites_nothing_unseen(desk: AdminsDesk) -> None:
    whole, _ = await files(desk)
    draft = await sent(desk, whole.replace("visits_ahead: 3", "visits_ahead: 4"))
    await desk.publishes(await desk.changes(ABOUT, "advantages", "Тихо", None, by=PETRO), by=PETRO)
    again = await desk.publishes(draft)
    assert isinstance(again, Draft), "another admin has published meanwhile"
    assert Pending.read(again.answers[PENDING]).met
    assert [one.of for one in what(again)] == ["rules", "advantages"]


async def test_what_a_file_closes_is_told_with_the_visits_there(desk: AdminsDesk) -> None:
    whole, _ = await files(desk)
    draft = await sent(desk, whole.replace("  address:", "  closed: [{from: 2026-11-27, to: 2026-11-27}]\n  address:"))
    assert Pending.read(draft.answers[PENDING]).affected == Affected(booked=0, told=0)
    assert [one.changed[0][1] for one in what(draft)] == [("closed",)]


async def test_it_is_undone_as_a_whole(desk: AdminsDesk) -> None:
    whole, _ = await files(desk)
    before = await desk.desk.body()
    await desk.publishes(await sent(desk, whole.replace("Sadova 1", "Old town 2")))
    assert (await desk.desk.body())["branches"][0]["address"] == {"uk": "Old town 2"}
    back = await desk.desk.undo(await desk.person(), 2)
    assert back is not None
    assert await desk.publishes(back) is Published.YES
    assert await desk.desk.body() == before


async def test_pictures_whose_folder_has_gone_stay_as_they_were_taken_in(desk: AdminsDesk, tmp_path: Path) -> None:
    await desk.opens(read_clinic(written(tmp_path)))
    crm, (whole, _) = EmbeddedCrm(desk.database, desk.clock), await files(desk)
    (tmp_path / "shevchuk.jpg").unlink()
    assert await desk.publishes(await sent(desk, whole.replace("Sadova 1", "Old town 2"))) is Published.YES
    assert await crm.photo("shevchuk") == b"\xff\xd8\xff\xe0 a picture"
    with pytest.raises(ClinicFileError, match="is no picture that the clinic has"):
        await sends(desk, whole.replace("shevchuk.jpg", "melnyk.jpg"))


async def test_a_file_that_leaves_visits_without_their_doctor_is_not_published(desk: AdminsDesk) -> None:
    crm, (whole, _) = EmbeddedCrm(desk.database, desk.clock), await files(desk)
    slot, *_ = await crm.free_slots("melnyk", "visit", "center", *FRIDAY)
    patient = await crm.create_patient(NewPatient("Коваль", "Олена", "", date(1987, 5, 12), "+380501112233"))
    await crm.book(Order("key", slot, patient.id))
    tree = yaml.safe_load(whole)
    tree["doctors"][1]["away"] = [{"from": "2026-11-27", "to": "2026-11-27"}]
    told = await desk.publishes(await sent(desk, yaml.safe_dump(tree)))
    assert isinstance(told, WouldLeaveVisits)
    assert (told.visits, await desk.revision()) == (1, 1)


async def test_mistakes_change_nothing(desk: AdminsDesk) -> None:
    with pytest.raises(ClinicFileError, match=r"clinic\.yaml:1: faq\[0\]\.nme: is not known here; did you mean"):
        await sends(desk, "faq: [{id: a, nme: A, entries: []}]")
    with pytest.raises(ClinicFileError):
        await sends(desk, b"\x89PNG")
    assert await desk.revision() == 1


def test_differences_are_told_by_name_and_field() -> None:
    def one(id_: str, **fields: Any) -> dict[str, Any]:
        return {"id": id_, "name": {"en": id_}} | fields

    before = {"branches": [one("a", phone="1"), one("b"), one("c")], "rules": {"visits_ahead": 5}, "faq": []}
    after = {"branches": [one("a", phone="2"), one("c"), one("d")], "rules": {"visits_ahead": 4}, "faq": []}
    assert differences(before, after) == [
        Difference("branches", ({"en": "d"},), ({"en": "b"},), (({"en": "a"}, ("phone",)),)),
        Difference("rules"),
    ]
    assert differences(before, before) == []
    two: list[dict[str, Any]] = [one("a"), one("b")]
    assert differences({"branches": two}, {"branches": two[::-1]}) == [Difference("branches")], "another order"


def test_a_question_that_changes_its_category_is_neither_new_nor_gone() -> None:
    first = {"id": "q", "question": {"en": "?"}, "answer": {"en": "!"}}

    def categories(*entries: list[Any]) -> dict[str, Any]:
        return {"faq": [{"id": str(at), "name": {"en": "C"}, "entries": some} for at, some in enumerate(entries)]}

    assert differences(categories([first], []), categories([], [first])) == [Difference("entries")]
    (renewed,) = differences(categories([first]), categories([first, first | {"id": "new"}]))
    assert (len(renewed.new), renewed.gone, renewed.changed) == (1, (), ())
