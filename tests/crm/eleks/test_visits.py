"""Visits as they are read: whoever made them, in whatever room, by both procedures alike."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from crm.eleks.statuses import by_words
from crm.errors import NotFound, Unavailable
from crm.model import Appointment, Order, Patient, Status
from tests.crm.eleks.conftest import Opening
from tests.crm.eleks.server import Server
from tests.crm.eleks.target import EleksSystem
from tests.crm.story import Story, order, wall
from tests.crm.verba import NEW_YORK, VERBA

DICTIONARY, LIST, DETAILS = "spzIBScheduleStatusDictionary", "spzIBScheduleList", "spzIBScheduleBookingDetails"


@pytest.fixture
async def made(story: Story, wish: Order) -> Appointment:
    return await story.crm.book(wish)


async def test_several_services_in_one_visit_are_one_visit(story: Story, server: Server, made: Appointment) -> None:
    server.world.visits[int(made.id)].bookings = 3
    assert await story.crm.appointment(made.id) == made
    assert await story.ahead_of(patient_of(made)) == [made]


async def test_a_visit_without_a_service_is_no_cancelled_one(story: Story, server: Server, made: Appointment) -> None:
    """Whose it is nobody says then."""
    server.world.visits[int(made.id)].bookings = 0
    assert await story.crm.appointment(made.id) == replace(made, patient_id="")


async def test_a_room_that_is_not_for_the_web_is_found_by_its_address(system: EleksSystem, server: Server) -> None:
    apart = [one.model_copy(update={"address": {"uk": f"вул. {one.id}"}}) for one in VERBA.branches]
    await system.opens(VERBA.model_copy(update={"branches": tuple(apart)}))
    story = await Story.begins(system)
    slot = await story.slot("Адамс Джон", "2027-03-23 11:30", branch="За океаном", zone=NEW_YORK)
    made = await story.booked(await story.patient(), slot)
    server.world.visits[int(made.id)].room = 92
    by_id, (listed,) = await story.crm.appointment(made.id), await story.ahead_of(patient_of(made))
    assert by_id == listed
    assert (by_id.branch_id, by_id.starts_at) == (made.branch_id, made.starts_at)
    assert by_id.version != made.version, "the room is another"


async def test_a_branch_that_nothing_tells_is_unknown(story: Story, server: Server, made: Appointment) -> None:
    server.world.visits[int(made.id)].room = 72
    centre = story.id_of("Центр")
    renamed = [one.model_copy(update={"address": {"uk": "?"}}) for one in server.world.clinic.branches]
    server.world.clinic = server.world.clinic.model_copy(update={"branches": tuple(renamed)})
    found = await story.crm.appointment(made.id)
    assert (made.branch_id, found.branch_id) == (centre, None)
    assert found.starts_at == made.starts_at, "then it is on the clinic's own wall"


async def test_a_row_of_another_visit_is_not_believed(story: Story, server: Server, made: Appointment) -> None:
    another = {"list": [{"scheduleID": 7, "scheduleStatusCode": "CNF"}]}
    server.instead = {DETAILS: another, LIST: another}
    with pytest.raises(NotFound):
        await story.crm.appointment(made.id)


async def test_a_visit_whose_time_cannot_be_read_is_no_missing_one(
    story: Story, server: Server, made: Appointment
) -> None:
    row = {"scheduleID": int(made.id), "scheduleStatusCode": "CNF", "scheduleStartTime": "завтра"}
    server.instead[LIST] = {"list": [row]}
    with pytest.raises(Unavailable):
        await story.ahead_of(patient_of(made))


async def test_whatever_changes_makes_another_version(
    story: Story, system: EleksSystem, server: Server, made: Appointment
) -> None:
    visit, seen = server.world.visits[int(made.id)], {made.version}
    ten = await story.slot("Граб Іван", "2027-03-23 10:00")
    await system.reception_moves(made.id, order(ten, patient_of(made)))
    seen.add((await story.crm.appointment(made.id)).version)
    for change in ({"room": 99}, {"status": "RSV"}, {"slot": replace(visit.slot, service_id="quick")}):
        for name, value in change.items():
            setattr(visit, name, value)
        seen.add((await story.crm.appointment(made.id)).version)
    assert len(seen) == 5


async def test_a_branch_in_another_zone_has_its_own_days(story: Story) -> None:
    marta = await story.patient()
    slot = await story.slot("Адамс Джон", "2027-03-23 11:30", branch="За океаном", zone=NEW_YORK)
    made = await story.booked(marta, slot)
    assert await story.crm.appointments([marta.id], made.starts_at, made.starts_at + timedelta(seconds=1)) == [made]
    assert await story.crm.appointments([marta.id], made.ends_at, made.ends_at + timedelta(days=1)) == []
    midnight = wall("2027-03-24 00:00")
    assert await story.crm.appointments([marta.id], midnight - timedelta(days=1), midnight) == [made]


async def test_patients_are_asked_for_side_by_side_and_each_once(story: Story, server: Server) -> None:
    patients = [one.id for one in await story.patients(12)]
    start = story.system.clock.now()
    await story.crm.appointments([*patients, patients[0]], start, start + timedelta(days=30))
    assert len(server.asked(LIST)) == 12
    assert len(server.asked(DICTIONARY)) == 0, "nobody has a visit to understand"
    assert await story.crm.appointments(["Марта"], start, start + timedelta(days=30)) == []
    assert await story.crm.appointments(patients, start, start) == []
    assert len(server.asked(LIST)) == 12


async def test_a_list_that_is_refused_is_no_empty_one(story: Story, server: Server, made: Appointment) -> None:
    server.forbidden.add(LIST)
    with pytest.raises(Unavailable):
        await story.ahead_of(patient_of(made))


async def test_what_both_refuse_to_show_is_not_found(story: Story, server: Server, made: Appointment) -> None:
    server.forbidden |= {LIST, DETAILS}
    with pytest.raises(NotFound):
        await story.crm.appointment(made.id)


@pytest.mark.parametrize("status", [404, 429, 500])
async def test_what_is_not_shown_with_an_errors_status_may_well_be_there(
    story: Story, server: Server, made: Appointment, status: int
) -> None:
    server.forbidden |= {LIST, DETAILS}
    server.speaks(refusal_status=status)
    with pytest.raises(Unavailable):
        await story.crm.appointment(made.id)


WORDS = {
    "Зарезервовано": Status.BOOKED,
    "Підтверджено": Status.BOOKED,
    "Не підтверджено": Status.BOOKED,
    "Пацієнт прийшов": Status.ARRIVED,
    "Прибув": Status.ARRIVED,
    "Завершено": Status.FULFILLED,
    "ВИКОНАНО": Status.FULFILLED,
    "Скасовано пацієнтом": Status.CANCELLED,
    "Відмінено": Status.CANCELLED,
    "Не з'явився": Status.NOSHOW,
    "Не з’явилась": Status.NOSHOW,
    "Не зʼявився": Status.NOSHOW,
    "Не   зявився": Status.NOSHOW,
    "Неявка": Status.NOSHOW,
    "Не прийшов": Status.NOSHOW,
    "Не завершено": None,
    "Не виконано": None,
    "Заплановано": None,
    "": None,
}


@pytest.mark.parametrize(("name", "meant"), WORDS.items())
def test_a_status_by_its_words(name: str, meant: Status | None) -> None:
    assert by_words(name) is meant


async def test_each_state_that_reception_marks_is_seen(story: Story, system: EleksSystem, made: Appointment) -> None:
    for status in (Status.ARRIVED, Status.FULFILLED, Status.NOSHOW, Status.BOOKED):
        await system.reception_marks(made.id, status)
        assert (await story.crm.appointment(made.id)).status is status
    await system.reception_cancels(made.id)
    assert (await story.crm.appointment(made.id)).status is Status.CANCELLED


async def test_the_dictionary_is_read_once_and_once_more_for_a_new_code(
    story: Story, server: Server, made: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    visit = server.world.visits[int(made.id)]
    for _ in range(3):
        await story.crm.appointment(made.id)
    assert len(server.asked(DICTIONARY)) == 1
    server.world.statuses["NEW"] = "Скасовано через карантин"
    visit.status = "NEW"
    assert (await story.crm.appointment(made.id)).status is Status.CANCELLED
    assert len(server.asked(DICTIONARY)) == 2
    assert caplog.records == []


async def test_a_code_that_nobody_knows_is_booked_with_one_warning(
    story: Story, server: Server, made: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    server.world.visits[int(made.id)].status = "???"
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert (await story.crm.appointment(made.id)).status is Status.BOOKED
    assert len(server.asked(DICTIONARY)) == 2
    (warning,) = [record.getMessage() for record in caplog.records]
    assert '"???"' in warning


async def test_the_clinic_file_has_the_last_word_on_a_code(opening: Opening) -> None:
    async with opening() as system:
        await system.opens(VERBA, statuses=(("CNF", "arrived"),))
        story = await Story.begins(system)
        made = await story.booked(await story.patient(), await story.slot("Граб Іван", "2027-03-23 09:00"))
        assert made.status is Status.ARRIVED
        assert system.server.asked(DICTIONARY) == []


async def test_without_the_dictionary_no_state_is_guessed(system: EleksSystem, server: Server, wish: Order) -> None:
    server.forbidden.add(DICTIONARY)
    visit = await server.reception.books(int(wish.patient_id), system.own(wish.slot))
    with pytest.raises(Unavailable):
        await system.crm.appointment(str(visit.id))


def patient_of(made: Appointment) -> Patient:
    """Whose visit it is."""
    return Patient(made.patient_id, "", "", "", None)
