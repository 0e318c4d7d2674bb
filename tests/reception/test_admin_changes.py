"""A change is of one place: whoever changed another one meanwhile loses nothing, and it can be taken back."""

from typing import Any

import pytest

from reception.admin.changes import (
    ORDER,
    Change,
    ChangedMeanwhile,
    PlaceGone,
    changed,
    found,
    mark,
    moving,
    placed,
    step_to,
    taking_out,
    undoing,
)

BODY: dict[str, Any] = {
    "advantages": {"uk": "Тихо"},
    "faq": [
        {"id": "tests", "entries": [{"id": "blood", "answer": {"uk": "Натще"}}, {"id": "urine", "answer": {}}]},
        {"id": "visit", "entries": []},
    ],
    "links": [{"label": {"uk": "Сайт"}, "url": "https://a"}, {"label": {"uk": "Канал"}, "url": "https://b"}],
    "holidays": ["2026-12-25", "2027-01-01"],
}
ANSWER = ("faq", "tests", "entries", "blood", "answer")


def ids(body: Any) -> list[str]:
    return [entry["id"] for entry in body["faq"][0]["entries"]]


def test_a_field_is_found_by_the_ids_on_the_way_and_the_rest_stays() -> None:
    after = changed(BODY, Change(ANSWER, {"uk": "Натще"}, {"uk": "Можна поїсти"}))
    assert found(after, ANSWER) == {"uk": "Можна поїсти"}
    assert after | {"faq": BODY["faq"]} == BODY
    assert BODY["faq"][0]["entries"][0]["answer"] == {"uk": "Натще"}, "what was there is not written over"


def test_who_saw_something_else_there_changes_nothing_and_is_told_what_is_there() -> None:
    with pytest.raises(ChangedMeanwhile) as told:
        changed(BODY, Change(ANSWER, {"uk": "Після сніданку"}, {"uk": "Увечері"}))
    assert told.value.now == {"uk": "Натще"}


def test_an_entry_is_added_at_the_end_and_once() -> None:
    new = {"id": "x-ray", "answer": {"uk": "Без запису"}}
    add = Change((*ANSWER[:3], "x-ray"), None, new)
    after = changed(BODY, add)
    assert ids(after) == ["blood", "urine", "x-ray"]
    with pytest.raises(ChangedMeanwhile):
        changed(after, add)


@pytest.mark.parametrize("place", [(*ANSWER[:3], "blood"), ("links", 0), ("holidays", 1)])
def test_what_is_taken_out_comes_back_where_it_stood(place: tuple[str | int, ...]) -> None:
    out = taking_out(BODY, place)
    without = changed(BODY, out)
    assert without != BODY
    assert changed(without, undoing(out)) == BODY


def test_two_who_add_a_link_at_once_have_both_and_each_can_be_taken_back() -> None:
    mine, theirs = ({"label": {"uk": one}, "url": f"https://{one}"} for one in "cd")
    body = changed(BODY, placed(BODY, Change(("links", 2), None, theirs)))
    add = placed(body, Change(("links", 2), None, mine))
    after = changed(body, add)
    assert after["links"][2:] == [theirs, mine]
    assert changed(after, undoing(add)) == body


def test_the_same_link_is_not_added_twice() -> None:
    add = Change(("links", 2), None, {"label": {"uk": "c"}, "url": "https://c"})
    after = changed(BODY, placed(BODY, add))
    with pytest.raises(ChangedMeanwhile) as told:
        changed(after, placed(after, add))
    assert told.value.now == add.after, "it is as it was to be"


def test_a_link_that_is_another_by_now_is_not_taken_for_it() -> None:
    out = taking_out(BODY, ("links", 0))
    after = changed(BODY, out)
    with pytest.raises(ChangedMeanwhile):
        changed(after, out)


def test_a_day_that_is_another_by_now_is_not_written_over() -> None:
    change = Change(("holidays", step_to("2026-12-25")), "2026-12-25", "2026-12-26")
    without = changed(BODY, taking_out(BODY, ("holidays", 0)))
    with pytest.raises(PlaceGone):
        placed(without, change)


def test_moving_gives_the_order_and_its_undoing_gives_it_back() -> None:
    down = moving(BODY, (*ANSWER[:3], "blood"), 1)
    assert down is not None
    after = changed(BODY, down)
    assert ids(after) == ["urine", "blood"]
    assert changed(after, undoing(down)) == BODY
    assert moving(after, (*ANSWER[:3], "blood"), 1) is None, "it is the last"
    assert moving(after, (*ANSWER[:3], "urine"), -1) is None, "it is the first"


def test_an_order_of_other_entries_is_not_given() -> None:
    down = moving(BODY, ("links", 0), 1)
    assert down is not None
    other = changed(BODY, taking_out(BODY, ("links", 1)))
    with pytest.raises(ChangedMeanwhile):
        changed(other, down)


def test_in_what_is_gone_nothing_is_changed() -> None:
    without = changed(BODY, taking_out(BODY, ("faq", "tests")))
    for look in (found, taking_out):
        with pytest.raises(PlaceGone):
            look(without, ANSWER[:4])
    with pytest.raises(PlaceGone):
        changed(without, Change(ANSWER, {"uk": "Натще"}, {}))
    with pytest.raises(PlaceGone):
        moving(BODY, ("faq", "tests", "entries", "gone"), 1)


def test_a_field_that_was_not_there_comes_and_goes() -> None:
    greeting = Change(("greeting",), None, {"uk": "Вітаємо"})
    assert changed(changed(BODY, greeting), undoing(greeting)) == BODY


def test_an_entry_s_mark_goes_by_its_id_or_by_all_it_holds() -> None:
    assert mark({"id": "blood", "answer": {}}) == mark({"id": "blood"})
    assert mark(BODY["links"][0]) != mark(BODY["links"][0] | {"url": "https://c"})
    assert found(BODY, ("holidays", ORDER)) == [mark("2026-12-25"), mark("2027-01-01")]
