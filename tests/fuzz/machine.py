"""Anything may follow upon anything: people, the clinic, time and bad luck, in whatever order Hypothesis thinks of."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crm.model import NewPatient
from db.database import Database
from tests.crm.story import wall
from tests.fuzz import holds, truth, visiting
from tests.fuzz.house import HOUSE, Work
from tests.fuzz.ledger import Chat
from tests.fuzz.life import CHATS, Life, Weather, one_of
from tests.fuzz.visiting import MEETINGS, Meeting, together

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Answer = Callable[[], Coroutine[Any, Any, object]]
Deed = tuple[str, int, int, int]

PHONES = ("+380501234561", "+380501234562", "+380501234563")
BORN = (date(1987, 5, 12), date(2018, 3, 4))
BEGINS = (wall("2026-11-23 08:00"), wall("2027-03-27 08:00"))  # a Monday, and the day before the clock skips an hour
SPANS = tuple(
    timedelta(**span)
    for span in ({"minutes": 1}, {"minutes": 20}, {"hours": 1}, {"hours": 5}, {"days": 1}, {"days": 3})
)
"""So short that a time is still there, and so long that all of them are gone."""

chats = st.integers(0, CHATS - 1)
picks = st.integers(0, 5)
sometimes = st.sampled_from((False, False, False, True))
weathers = st.sampled_from((Weather.FINE, Weather.FINE, Weather.FINE, *Weather))
deeds = st.tuples(st.sampled_from(("confirm", "confirm", "move", "cancel")), chats, picks, picks)
somebody = st.builds(
    NewPatient,
    st.sampled_from(("Коваль", "Левчук")),
    st.sampled_from(("Олена", "Марко")),
    st.just(""),
    st.sampled_from(BORN),
    st.sampled_from(PHONES),
)


class ClinicsLife(RuleBasedStateMachine):
    """``run``: to the end, on the one loop that the database's connections belong to."""

    def __init__(self, database: Database, run: Run) -> None:
        super().__init__()
        self._database = database
        self._run = run
        self._life: Life
        self._fine = True

    def does(self, deed: Coroutine[Any, Any, Any]) -> Any:
        fine, self._fine = self._fine, False
        done = self._run(deed)
        self._fine = fine
        return done

    def chat(self, number: int) -> Chat:
        return self._life.ledger.chats[number]

    @initialize(
        begins=st.sampled_from(BEGINS), moves=st.booleans(), people=st.lists(somebody, min_size=CHATS, max_size=CHATS)
    )
    def opens(self, begins: datetime, moves: bool, people: list[NewPatient]) -> None:
        """A system that can move a visit, or one that cannot; everybody has come once."""
        self._life = Life(self._database, begins, moves=moves)
        self.does(self._life.begins())
        for chat, new, phone in zip(self._life.ledger.chats, people, PHONES, strict=True):
            self.does(visiting.shares(self._life, chat, replace(new, phone=phone)))
            self.does(visiting.registers(self._life, chat, new))

    @rule(chat=chats, says=st.sampled_from(MEETINGS), new=somebody)
    def meets(self, chat: int, says: Meeting, new: NewPatient) -> None:
        self.does(says(self._life, self.chat(chat), new))

    @rule(chat=chats, patient=picks, offer=picks, time=picks)
    def reads_a_card(self, chat: int, patient: int, offer: int, time: int) -> None:
        self.does(visiting.draws(self._life, self.chat(chat), patient, offer, time))

    @rule(chat=chats, patient=picks, offer=picks, time=picks, weather=weathers)
    def books(self, chat: int, patient: int, offer: int, time: int, weather: Weather) -> None:
        card = self.does(visiting.draws(self._life, self.chat(chat), patient, offer, time))
        if card:
            self.does(visiting.confirms(self._life, self.chat(chat), card, weather))

    @rule(chat=chats, card=picks, weather=weathers, foreign=sometimes)
    def confirms(self, chat: int, card: int, weather: Weather, foreign: bool) -> None:
        old = one_of(self._life.cards[::-1], card)
        if old:
            self.does(visiting.confirms(self._life, self.owner(old.account, chat, foreign=foreign), old, weather))

    def owner(self, account: int, chat: int, *, foreign: bool) -> Chat:
        owners = [one for one in self._life.ledger.chats if one.account == account and not foreign]
        return owners[0] if owners else self.chat(chat)

    @rule(chat=chats, visit=picks, offer=picks, time=picks, weather=weathers, foreign=sometimes)
    def moves(self, chat: int, visit: int, offer: int, time: int, weather: Weather, foreign: bool) -> None:
        if number := self.visit(chat, visit, foreign=foreign):
            card = self.does(visiting.draws_a_move(self._life, self.chat(chat), number, offer, time))
            if card:
                self.does(visiting.confirms(self._life, self.chat(chat), card, weather))

    @rule(chat=chats, visit=picks, weather=weathers, foreign=sometimes)
    def cancels(self, chat: int, visit: int, weather: Weather, foreign: bool) -> None:
        if number := self.visit(chat, visit, foreign=foreign):
            self.does(visiting.cancels(self._life, self.chat(chat), number, weather))

    def visit(self, chat: int, visit: int, *, foreign: bool) -> int | None:
        patients = None if foreign else set(self.chat(chat).patients)
        numbers: list[int] = self.does(truth.numbers(self._database, patients))
        return one_of(numbers[::-1], visit)

    @rule(chat=chats)
    def looks_everywhere(self, chat: int) -> None:
        self.does(holds.no_other_door_leads_further(self._life, self.chat(chat)))

    @rule(first=deeds, second=deeds)
    def at_once(self, first: Deed, second: Deed) -> None:
        """From two phones, or twice from one."""
        prepared = [self.prepared(*deed) for deed in (first, second)]
        self.does(together([deed for deed in prepared if deed]))

    def prepared(self, what: str, chat: int, which: int, time: int) -> Answer | None:
        life, here = self._life, self.chat(chat)
        if what == "confirm":
            card = one_of(life.cards[::-1], which)
            return partial(visiting.answer, life, self.owner(card.account, chat, foreign=False), card) if card else None
        number = self.visit(chat, which, foreign=False)
        if number is None:
            return None
        if what == "cancel":
            return partial(visiting.cancel, life, here, number)
        card = self.does(visiting.draws_a_move(life, here, number, which, time))
        return partial(visiting.answer, life, here, card) if card else None

    @rule(does=st.sampled_from(HOUSE), number=picks, other=picks, new=somebody)
    def reception_works(self, does: Work, number: int, other: int, new: NewPatient) -> None:
        self.does(does(self._life, number, other, new))

    @rule(by=st.sampled_from(SPANS), awake=st.booleans())
    def time_passes(self, by: timedelta, awake: bool) -> None:
        self._life.clock.goes_on(by)
        if awake:
            self.does(self._life.wakes())

    @rule(anew=st.booleans())
    def wakes(self, anew: bool) -> None:
        self.does(self._life.opens() if anew else self._life.wakes())

    @invariant()
    def everything_holds(self) -> None:
        self.does(holds.everything(self._life))

    def teardown(self) -> None:
        if self._fine:
            self.does(self._life.settles())
            self.does(holds.everything_is_settled(self._life))
            self.does(holds.everything(self._life))
