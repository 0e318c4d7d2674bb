"""Rows are known by their key, wherever they stand and however they are spelled; a refusal is none of them."""

import json
from typing import Any

import pytest

from crm.eleks.answers import lone_number, refusal, rows, spelling

ROW = {"patientID": 5012, "patientName": "Левчук Марта"}
FOLDED = {"patientid": 5012, "patientname": "Левчук Марта"}
DECOY = {"incrementSequence": [{"sequenceID": 9, "sequenceName": "Card"}]}

WHEREVER: dict[str, Any] = {
    "under any name": {"Table 1": [ROW]},
    "after another list": {**DECOY, "patient": [ROW]},
    "with a capital": {"list": [{"PatientID": 5012, "PatientName": "Левчук Марта"}]},
    "with a Cyrillic letter": {"list": [{"рatientID": 5012, "рatientName": "Левчук Марта"}]},
    "a single object": {"patient": ROW},
    "the object itself": ROW,
    "the list itself": [ROW],
    "inside data": {"data": {**DECOY, "list": [ROW]}},
    "data itself": {"Data": [ROW]},
    "a single object in data": {"data": ROW},
    "JSON text in data": {"data": json.dumps({"list": [ROW]})},
    "JSON text of a row in data": {"data": json.dumps(ROW)},
    "JSON text all over": json.dumps({"list": [ROW]}),
    "beside rows of another kind": {"list": [{"sequenceID": 1}, ROW, "?"]},
}
NO_ROWS: dict[str, Any] = {
    "null": None,
    "{}": {},
    "[]": [],
    "an empty list": {"patientList": []},
    "null in a list's place": {"patientList": None},
    "only another list": DECOY,
    "an empty list in data": {"data": {"patientList": []}},
    "text": {"data": "OK"},
}
REFUSALS: dict[str, Any] = {
    "an object": {"data": {"status": "Error", "description": "Час зайнято"}},
    "a list of objects": {"data": [{"Status": "Error", "Description": "Час зайнято"}]},
    "JSON text": {"data": '{"status": "Error", "description": "Час зайнято"}'},
    "a message alone": {"DATA": {"errorMessage": "Час зайнято"}},
    "a message of an error": {"data": {"code": 7, "error": "Час зайнято"}},
}


@pytest.mark.parametrize("body", WHEREVER.values(), ids=WHEREVER)
def test_rows_are_found(body: Any) -> None:
    assert rows(body, "patientid") == [FOLDED]
    assert refusal(body) is None


@pytest.mark.parametrize("body", NO_ROWS.values(), ids=NO_ROWS)
def test_there_are_none(body: Any) -> None:
    assert rows(body, "patientid") == []
    assert refusal(body) is None


@pytest.mark.parametrize("body", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_told_by_its_words(body: Any) -> None:
    assert rows(body, "scheduleid") == []
    words = refusal(body)
    assert words
    assert words.endswith("Час зайнято")


def test_a_message_outside_of_data_is_one_only_where_the_status_says_so() -> None:
    body = {"message": "Час зайнято"}
    assert refusal(body) is None
    assert refusal(body, anywhere=True) == "Час зайнято"
    assert refusal("Bad Request", anywhere=True) is None


@pytest.mark.parametrize(
    "body",
    [
        {"list": [{"id": 5012}]},
        {"data": {"": "5012"}},
        {"data": 5012},
        [{"newPatient": 5012}],
        {"data": '{"id": 5012}'},
    ],
    ids=str,
)
def test_an_id_that_is_all_there_is(body: Any) -> None:
    assert lone_number(body) == "5012"


def test_no_id_where_there_is_more_or_nothing() -> None:
    assert lone_number({"list": [{"id": 5012, "number": 7}]}) == ""
    assert lone_number({"data": "OK"}) == lone_number(None) == ""


def test_how_a_key_is_really_written() -> None:
    assert spelling({"data": {**DECOY, "list": [{"рatientID": 1}]}}, "patientid") == "рatientID"
    assert spelling({}, "patientid") == ""
