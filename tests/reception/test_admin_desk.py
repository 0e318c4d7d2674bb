"""An admin is asked, looks at what it comes to, publishes; several at once overwrite nobody; the last can be undone."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from clinic.contents import number_of
from clinic.model import Clinic
from crm.embedded.adapter import EmbeddedCrm
from crm.model import NewPatient, Order, Slot
from db.clinic_file import ClinicStore
from db.database import Database
from reception.admin.changes import PlaceGone, mark
from reception.admin.edits import WouldLeaveVisits
from reception.admin.hearing import Heard, Why
from reception.admin.parts import Part, Spot
from reception.admin.pending import PENDING, Pending
from reception.admin.publishing import Published
from reception.people import Draft
from reception.questions import Question
from tests.reception.admin_desk import PETRO, AdminsDesk, refused

BLOOD = Spot(Part.ENTRIES, number_of("blood-test"), number_of("tests"))
TEXTS, ABOUT, RECEPTION, HOLIDAYS = Spot(Part.TEXTS), Spot(Part.ABOUT), Spot(Part.RECEPTION), Spot(Part.HOLIDAYS)
CENTER = Spot(Part.BRANCHES, number_of("center"))


@pytest.fixture(scope="module")
def clinic(clinic: Clinic) -> Clinic:
    """With one doctor and little to say: it is read back with every step."""
    shevchuk = tuple(doctor for doctor in clinic.doctors if doctor.id == "shevchuk")
    return clinic.model_copy(update={"faq": clinic.faq[:2], "doctors": shevchuk})


@pytest.fixture
async def desk(database: Database, clinic: Clinic) -> AdminsDesk:
    desk = AdminsDesk(database)
    await desk.opens(clinic)
    return desk


def pending(draft: object) -> Pending:
    assert isinstance(draft, Draft), draft
    assert draft.asking == Question.ADMIN_CHECK
    return Pending.read(draft.answers[PENDING])


async def test_a_text_is_asked_in_the_clinic_s_language_first_and_the_others_may_stay(desk: AdminsDesk) -> None:
    before = await desk.stands(BLOOD)
    person = await desk.person()
    draft = await desk.desk.ask_field(person, BLOOD, "answer")
    languages = []
    while draft.asking == Question.ADMIN:
        _, asked = await desk.desk.asked(draft)
        languages.append(asked.language)
        draft = await desk.types(draft, "Натще, з 8 до 11") if asked.language == "uk" else await _skips(desk, draft)
    assert languages == ["uk", "en", "pl", "it", "ru"]
    assert pending(draft).change.after == before["answer"] | {"uk": "Натще, з 8 до 11"}
    assert await desk.stands(BLOOD) == before, "nothing is published yet"
    assert await desk.publishes(draft) is Published.YES
    assert await desk.stands(BLOOD) == before | {"answer": before["answer"] | {"uk": "Натще, з 8 до 11"}}
    assert (await desk.revision(), desk.lives) == (2, 1)


async def _skips(desk: AdminsDesk, draft: Draft) -> Draft:
    told = await desk.desk.skip(await desk.person(), draft)
    assert told is not None
    return told


async def test_the_clinic_s_own_language_of_a_new_entry_is_not_skipped(desk: AdminsDesk) -> None:
    person = await desk.person()
    draft = await desk.desk.ask_new(person, Spot(Part.FREE))
    assert draft is not None
    assert await desk.desk.skip(person, draft) == draft
    draft = await desk.types(draft, "Тиск", None, "Міряємо тиск", None, "Просто зайдіть", None)
    await desk.publishes(draft)
    new = (await desk.desk.clinic()).free[-1]
    assert (dict(new.name), dict(new.how)) == ({"uk": "Тиск"}, {"uk": "Просто зайдіть"})


async def test_what_cannot_be_taken_is_asked_again(desk: AdminsDesk) -> None:
    person = await desk.person()
    draft = await desk.desk.ask_field(person, TEXTS, "day_before")
    told = refused(await desk.desk.hear(person, draft, Heard("Чекаємо {wen}"), 1))
    assert (told.why, told.what) == (Why.BRACES, "{wen}")
    assert isinstance(await desk.desk.hear(person, draft, Heard("Чекаємо {when}"), 2), Draft)


async def test_a_message_that_comes_twice_answers_once(desk: AdminsDesk) -> None:
    person = await desk.person()
    draft = await desk.desk.ask_field(person, ABOUT, "advantages")
    after = await desk.desk.hear(person, draft, Heard("Тихо"), 7)
    assert isinstance(after, Draft)
    assert await desk.desk.hear(person, after, Heard("Тихо"), 7) == after


async def test_published_is_published_though_the_program_stumbles_over_it(
    desk: AdminsDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.stumbles = True
    assert await desk.publishes(await desk.changes(BLOOD, "answer", "Натще", None)) is Published.YES
    assert caplog.messages == ["the clinic has changed and may not be served yet: OSError"]


async def test_nothing_typed_nothing_changed(desk: AdminsDesk) -> None:
    person = await desk.person()
    draft = await desk.desk.ask_field(person, BLOOD, "question")
    assert await desk.desk.skip(person, draft, all_of_them=True) is None
    assert (await desk.person()).draft is None


async def test_two_admins_at_different_places_both_stand(desk: AdminsDesk) -> None:
    mine, theirs = await desk.changes(BLOOD, "answer", "Натще", None), None
    theirs = await desk.changes(BLOOD, "question", "Як здати аналіз крові?", None, by=PETRO)
    assert await desk.publishes(theirs, PETRO) is Published.YES
    assert await desk.publishes(mine) is Published.YES
    now = await desk.stands(BLOOD)
    assert (now["question"]["uk"], now["answer"]["uk"]) == ("Як здати аналіз крові?", "Натще")
    assert await desk.revision() == 3


async def test_two_who_publish_in_the_same_moment_both_stand(desk: AdminsDesk) -> None:
    """Both have read the same clinic: whoever is slower does it once more, on theirs."""
    mine = await desk.changes(BLOOD, "answer", "Натще", None)
    theirs = await desk.changes(BLOOD, "question", "Як здати аналіз крові?", None, by=PETRO)
    told = await asyncio.gather(desk.publishes(mine), desk.publishes(theirs, PETRO))
    assert list(told) == [Published.YES] * 2
    now = await desk.stands(BLOOD)
    assert (now["question"]["uk"], now["answer"]["uk"]) == ("Як здати аналіз крові?", "Натще")
    assert [edit.revision for edit in await desk.desk.last()] == [3, 2]


async def test_at_the_same_place_the_slower_one_sees_both_and_decides(desk: AdminsDesk) -> None:
    mine, theirs = [await desk.changes(ABOUT, "advantages", text, None, by=by) for by, text in SAME]
    await desk.publishes(theirs, PETRO)
    again = await desk.publishes(mine)
    assert (await desk.stands(ABOUT))["advantages"]["uk"] == "Нове: Петро"
    both = pending(again)
    assert (both.theirs["uk"], both.change.after["uk"]) == ("Нове: Петро", "Нове: Марта")
    assert isinstance(again, Draft)
    assert await desk.publishes(again) is Published.YES
    assert (await desk.stands(ABOUT))["advantages"]["uk"] == "Нове: Марта"


SAME = ((301, "Нове: Марта"), (PETRO, "Нове: Петро"))


async def test_what_another_admin_has_taken_out_meanwhile_is_not_written_into(desk: AdminsDesk) -> None:
    mine = await desk.changes(BLOOD, "answer", "Натще", None)
    person = await desk.person(PETRO)
    assert (
        await desk.publishes(await desk.desk.take_out(person, Spot(Part.CATEGORIES, BLOOD.of)), PETRO) is Published.YES
    )
    assert await desk.publishes(mine) is Published.GONE
    for look in (desk.desk.ask_field(person, BLOOD, "answer"), desk.desk.take_out(person, BLOOD)):
        with pytest.raises(PlaceGone):
            await look


async def test_published_twice_it_is_done_once(desk: AdminsDesk) -> None:
    """The tap is delivered again after a crash between the change and the end of its draft."""
    draft = await desk.changes(BLOOD, "answer", "Натще", None)
    assert [await desk.publishes(draft) for _ in range(2)] == [Published.YES] * 2
    new = await desk.desk.ask_new(await desk.person(), Spot(Part.CANNED))
    assert new
    new = await desk.types(new, "{name}, дякуємо за терпіння!", None)
    assert [await desk.publishes(new) for _ in range(2)] == [Published.YES] * 2
    assert await desk.revision() == 3


@pytest.mark.parametrize(
    ("spot", "texts"),
    [
        (Spot(Part.ENTRIES, of=number_of("tests")), ("Чи є кава?", None, None, "Так", None)),
        (Spot(Part.CATEGORIES), ("Кава", None)),
    ],
    ids=["question", "category"],
)
async def test_what_is_added_twice_is_there_once_and_is_undone(
    desk: AdminsDesk, spot: Spot, texts: tuple[str | None, ...]
) -> None:
    before = await desk.desk.body()
    new = await desk.desk.ask_new(await desk.person(), spot)
    assert new
    draft = await desk.types(new, *texts)
    assert [await desk.publishes(draft) for _ in range(2)] == [Published.YES] * 2
    back = await desk.desk.undo(await desk.person(), await desk.revision())
    assert isinstance(back, Draft)
    await desk.publishes(back)
    assert await desk.desk.body() == before


async def test_the_list_of_changes_and_undo_of_the_last(desk: AdminsDesk) -> None:
    before = await desk.stands(ABOUT)
    await desk.publishes(await desk.changes(ABOUT, "advantages", "Тихо", None))
    await desk.publishes(await desk.changes(BLOOD, "answer", "Натще", None, by=PETRO), PETRO)
    last, first = await desk.desk.last()
    assert (last.by, last.part, last.named["uk"], last.revision) == ("Петро", Part.ENTRIES, "Як здати кров?", 3)
    assert last.change
    assert last.change.after["uk"] == "Натще"
    person = await desk.person()
    assert await desk.desk.undo(person, first.revision or 0) is None, "only the last one"
    back = await desk.desk.undo(person, 3)
    assert pending(back).is_undo
    assert isinstance(back, Draft)
    assert await desk.publishes(back) is Published.YES
    assert (await desk.stands(BLOOD))["answer"]["uk"] != "Натще"
    assert (await desk.stands(ABOUT))["advantages"] != before["advantages"], "and nothing else"
    assert (await desk.desk.last())[0].by == "Марта", "an undo is a change like any other"


async def test_what_an_import_has_changed_since_is_not_undone(desk: AdminsDesk, clinic: Clinic) -> None:
    await desk.publishes(await desk.changes(ABOUT, "advantages", "Тихо", None))
    await ClinicStore(desk.database, desk.clock).save(clinic)
    assert await desk.desk.undo(await desk.person(), 2) is None


async def test_up_and_down_at_once_and_back_by_undo(desk: AdminsDesk) -> None:
    admin, before = await desk.admin(), [one.id for one in (await desk.desk.clinic()).free]
    first = Spot(Part.FREE, number_of(before[0]))
    assert await desk.desk.move(admin, first, -1) is Published.YES
    assert await desk.revision() == 1, "the first one can't go up"
    assert await desk.desk.move(admin, first, 1) is Published.YES
    assert [one.id for one in (await desk.desk.clinic()).free][:2] == [before[1], before[0]]
    back = await desk.desk.undo(await desk.person(), 2)
    assert isinstance(back, Draft)
    await desk.publishes(back)
    assert [one.id for one in (await desk.desk.clinic()).free] == before


async def test_links_and_replies_have_no_ids_and_are_found_by_what_they_are(desk: AdminsDesk) -> None:
    person, link = await desk.person(), (await desk.desk.body())["links"][0]
    spot = Spot(Part.LINKS, mark(link))
    await desk.publishes(await desk.changes(spot, "url", "https://new.example"))
    assert (await desk.desk.body())["links"][0] == link | {"url": "https://new.example"}
    with pytest.raises(PlaceGone):
        await desk.desk.ask_field(person, spot, "url")
    draft = await desk.desk.ask_new(person, Spot(Part.CANNED))
    assert draft
    await desk.publishes(await desk.types(draft, "{name}, дякуємо!", None))
    assert (await desk.desk.body())["reception"]["canned"][-1] == {"uk": "{name}, дякуємо!"}


async def test_what_has_no_id_is_itself_wherever_others_have_shifted_it(desk: AdminsDesk) -> None:
    person, petro, body = await desk.person(), await desk.person(PETRO), await desk.desk.body()
    (first, link), days = body["links"][:2], body["holidays"]
    url = await desk.changes(Spot(Part.LINKS, mark(link)), "url", "https://new.example")
    await desk.desk.move(await desk.admin(PETRO), Spot(Part.LINKS, mark(link)), -1)
    assert await desk.publishes(url) is Published.YES
    out = await desk.desk.take_out(person, Spot(Part.HOLIDAYS, mark(days[1])))
    await desk.publishes(await desk.desk.take_out(petro, Spot(Part.HOLIDAYS, mark(days[0]))), PETRO)
    assert [await desk.publishes(out) for _ in range(2)] == [Published.YES] * 2
    now = await desk.desk.body()
    assert (now["links"][:2], now["holidays"]) == ([link | {"url": "https://new.example"}, first], days[2:])
    back = await desk.desk.undo(person, await desk.revision())
    assert isinstance(back, Draft)
    await desk.publishes(back)
    assert (await desk.desk.body())["holidays"] == days[1:]


async def test_what_has_no_id_and_is_another_by_now_is_gone(desk: AdminsDesk) -> None:
    links = (await desk.desk.body())["links"]
    spot = Spot(Part.LINKS, mark(links[0]))
    mine = await desk.changes(spot, "url", "https://mine.example")
    await desk.publishes(await desk.changes(spot, "url", "https://theirs.example", by=PETRO), PETRO)
    assert await desk.publishes(mine) is Published.GONE
    back = await desk.desk.undo(await desk.person(), await desk.revision())
    await desk.desk.move(await desk.admin(PETRO), Spot(Part.LINKS, mark(links[1])), -1)
    assert isinstance(back, Draft)
    assert await desk.publishes(back) is Published.YES
    assert (await desk.desk.body())["links"][:2] == [links[1], links[0]], "wherever it is by now"


async def test_a_link_that_was_taken_out_comes_back_unless_an_import_has_brought_it(
    desk: AdminsDesk, clinic: Clinic
) -> None:
    links = (await desk.desk.body())["links"]
    for _ in range(2):
        out = await desk.desk.take_out(await desk.person(), Spot(Part.LINKS, mark(links[0])))
        assert await desk.publishes(out) is Published.YES
        back = await desk.desk.undo(await desk.person(), await desk.revision())
        assert isinstance(back, Draft)
        await desk.publishes(back)
        assert (await desk.desk.body())["links"] == links
    out = await desk.desk.take_out(await desk.person(), Spot(Part.LINKS, mark(links[0])))
    await desk.publishes(out)
    revision = await desk.revision()
    await ClinicStore(desk.database, desk.clock).save(clinic)
    assert await desk.desk.undo(await desk.person(), revision) is None


async def test_our_own_words_come_back(desk: AdminsDesk) -> None:
    person = await desk.person()
    assert await desk.desk.clear_field(person, TEXTS, "greeting") is None, "there is nothing of theirs"
    await desk.publishes(await desk.changes(TEXTS, "greeting", "Вітаємо у {clinic}!", None))
    back = await desk.desk.clear_field(person, TEXTS, "greeting")
    assert isinstance(back, Draft)
    await desk.publishes(back)
    assert (await desk.desk.clinic()).texts.greeting == {}


async def test_a_branch_in_the_built_in_system_too(desk: AdminsDesk) -> None:
    person, crm = await desk.person(), EmbeddedCrm(desk.database, desk.clock)
    await desk.publishes(await desk.changes(CENTER, "phone", "048 722 11 22"))
    await desk.publishes(await desk.changes(CENTER, "address", "Вулиця Нова, 5", None))
    await desk.publishes(await desk.desk.ask_field(person, CENTER, "accepts_patients"))
    place = next(one for one in (await crm.directory()).branches if one.id == "center")
    assert (place.phone, place.address["uk"], place.accepts_patients) == ("+380487221122", "Вулиця Нова, 5", False)


async def test_a_holiday_with_a_visit_on_it_is_not_published(desk: AdminsDesk) -> None:
    crm = EmbeddedCrm(desk.database, desk.clock)
    slot = await _booked(crm)
    draft = await desk.desk.ask_new(await desk.person(), HOLIDAYS)
    assert draft
    draft = await desk.types(draft, f"{slot.starts_at:%d.%m.%Y}")
    told = await desk.publishes(draft)
    assert isinstance(told, WouldLeaveVisits)
    assert told.visits == 1
    assert (await desk.revision(), desk.lives, await desk.desk.last()) == (1, 0, []), "all or nothing"
    draft = await desk.desk.ask_new(await desk.person(), HOLIDAYS)
    assert draft
    await desk.publishes(await desk.types(draft, f"{slot.starts_at + timedelta(days=1):%d.%m.%Y}"))
    assert (await desk.desk.clinic()).holidays[-1] == slot.starts_at.date() + timedelta(days=1)


async def _booked(crm: EmbeddedCrm) -> Slot:
    free = await crm.free_slots("shevchuk", "family-visit", "center", *NEXT_DAYS)
    patient = await crm.create_patient(NewPatient("Коваль", "Олена", "", date(1987, 5, 12), "+380501112233"))
    await crm.book(Order("key", free[0], patient.id))
    return free[0]


NEXT_DAYS = (datetime(2026, 11, 24, 6, tzinfo=UTC), datetime(2026, 11, 25, tzinfo=UTC))


@pytest.mark.parametrize("spot", [CENTER, ABOUT, TEXTS])
async def test_no_branch_and_no_text_is_added_moved_or_taken_out(desk: AdminsDesk, spot: Spot) -> None:
    person, admin = await desk.person(), await desk.admin()
    for forged in (desk.desk.ask_new(person, spot), desk.desk.take_out(person, spot), desk.desk.move(admin, spot, 1)):
        with pytest.raises(PlaceGone):
            await forged
    with pytest.raises(PlaceGone):
        await desk.desk.clear_field(person, CENTER, "address")


async def test_what_no_clinic_can_be_is_not_published(desk: AdminsDesk) -> None:
    """What was typed is judged by the clinic's own rules once more, as a file's would be."""
    draft = await desk.changes(CENTER, "phone", "048 722 11 22")
    wrong = Pending.read(draft.answers[PENDING].replace("+380487221122", ""))
    kept = await desk.drafts.keep((await desk.person()).id, Question.ADMIN_CHECK, {PENDING: wrong.kept()}, "")
    assert await desk.publishes(kept) is Published.IMPOSSIBLE
    assert await desk.revision() == 1
