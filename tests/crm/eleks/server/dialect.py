"""All that the fact sheet leaves open, to be chosen test by test, and how answers are written in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

Rows = Sequence[Mapping[str, Any]]

# Keys that the manual itself writes with a Cyrillic first letter (section 2).
CYRILLIC = {"companyName": "с", "companyGUID": "с", "companyAddress": "с", "patientNote": "р"}


@dataclass(frozen=True)
class Dialect:
    """The defaults are what the samples look like, and else what is hardest on whoever calls."""

    # how answers are written
    list_name: str = ""  # else one of its own for each procedure
    keys: Literal["camel", "capital", "cyrillic"] = "camel"
    place: Literal["top", "data", "data rows", "data text"] = "top"
    alone: bool = False  # a single row comes as an object
    nothing: Literal["list", "null", "{}", "[]"] = "list"
    decoy: bool = False  # another list before the promised one
    bits: tuple[Any, Any] = (False, True)
    digits: int = 0  # of the fraction of a second
    refusal: Literal["object", "list", "text"] = "object"
    refusal_words: tuple[str, str] = ("status", "description")
    refusal_status: int = 200
    dead_token: int = 401
    # the directory
    specialties: Literal["json", "objects", "codes", "null"] = "json"
    # free times
    begun_listed: bool = True
    today_counts: bool = True
    unknown: Literal["nothing", "refused"] = "nothing"  # what is said of an id that nobody has
    # patients
    stored: Literal["380…", "+380…", "0…"] = "380…"
    by_part: bool = False  # whether a phone is looked for as a part
    recognises: Literal["person", "phone and date", "name and date", "name and number"] = "person"
    created_key: str = "patientID"
    # visits
    one_a_day: bool = False  # whether a patient may have but one visit on a date
    overlaps: bool = True  # whether a patient may have visits that overlap
    checks_slots: bool = True
    made_as: str = "CNF"  # the status of a new visit
    by_id: bool = True  # whether a visit is shown by its id
    listed: bool = True  # whether a cancelled visit stays in the lists
    cancel_again: Literal["well", "refused"] = "well"
    cancel_body: Any = None
    end_included: bool = False  # whether EndDate includes its day

    def written(self, name: str, rows: Rows) -> Any:
        """The body of an answer."""
        written = [{self._key(key): self._value(value) for key, value in row.items()} for row in rows]
        if not written and self.nothing != "list":
            return json.loads(self.nothing)
        listed: Any = written[0] if self.alone and len(written) == 1 else written
        before = {"incrementSequence": [{"sequenceID": 9, "sequenceName": "Card"}]} if self.decoy else {}
        body = {**before, self.list_name or name: listed}
        places = {"top": body, "data": {"data": body}, "data rows": {**before, "data": listed}}
        return places.get(self.place) or {"data": json.dumps(body, ensure_ascii=False)}

    def refused(self, words: str) -> Any:
        said = dict(zip(self.refusal_words, ("Error", words), strict=True))
        shapes = {"object": said, "list": [said], "text": json.dumps(said, ensure_ascii=False)}
        return {"data": shapes[self.refusal]}

    def _key(self, key: str) -> str:
        if self.keys == "capital":
            return key[0].upper() + key[1:]
        return f"{CYRILLIC[key]}{key[1:]}" if self.keys == "cyrillic" and key in CYRILLIC else key

    def _value(self, value: Any) -> Any:
        match value:
            case bool():
                return self.bits[value]
            case Decimal():
                return float(value)
            case datetime():
                fraction = f"{value.microsecond:06}"[: self.digits]
                return f"{value:%Y-%m-%dT%H:%M:%S}" + (f".{fraction}" if fraction else "")
            case _:
                return value
