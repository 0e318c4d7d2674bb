"""Anything may follow upon anything: people, the clinic, time and bad luck, in whatever order Hypothesis thinks of."""

from collections.abc import Callable, Coroutine
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from aiogram import Bot
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from crm.model import NewPatient
from db.database import Database
from reception.waitlist.wish import ANY_DAY, WEEKENDS, WORKING_DAYS
from tests.crm.story import wall
from tests.fuzz import holds, visiting, waiting
from tests.fuzz.house import HOUSE, Work
from tests.fuzz.ledger import Chat
from tests.fuzz.life import CHATS, Life, Weather, one_of
from tests.fuzz.truth import Truth
from tests.fuzz.visiting import MEETINGS, InTurn, Meeting, one_by_one, together
from tests.fuzz.waiting import ANSWERS, SaysToIt

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Answer = Callable[[], Coroutine[Any, Any, object]]
Deed = tuple[str, int]

GROWN_UP, CHILD = date(1987, 5, 12), date(2018, 3, 4)
MARKO = NewPatient("Левчук", "Марко", "", CHILD, "+380501234562")
FIRST = (NewPatient("Коваль", "Олена", "", GROWN_UP, "+380501234561"), MARKO, MARKO)
GIVES = (visiting.shares, visiting.shares, visiting.types)
PHONES = ("+380501234561", "+380501234562", "+380501234563")
# A Monday, and the day before the clock skips an hour; no visit begins at such a moment.
BEGINS = (wall("2026-11-23 08:00:30"), wall("2027-03-27 08:00:30"))
SPANS = tuple(
    timedelta(**span)
    for span in ({"minutes": 1}, {"minutes": 20}, {"hours": 1}, {"hours": 5}, {"days": 1}, {"days": 3})
)
"""So short that a time is still there, and so long that all of them are gone."""

chats = st.integers(0, CHATS - 1)
picks = st.integers(0, 5)
sometimes = st.sampled_from((False, False, False, True))
weathers = st.sampled_from((Weather.FINE, Weather.FINE, Weather.FINE, *Weather))
deeds = st.tuples(st.sampled_from(("book", "confirm", "move", "cancel", "offer")), chats)
days = st.sampled_from((ANY_DAY, ANY_DAY, WORKING_DAYS, WEEKENDS, waiting.TOMORROW))
in_turn = st.sampled_from((together, one_by_one))
somebody = st.builds(
    NewPatient,
    st.sampled_from(("Коваль", "Левчук")),
    st.sampled_from(("Олена", "Марко")),
    st.just(""),
    st.sampled_from((GROWN_UP, CHILD)),
    st.sampled_from(PHONES),
)


class ClinicsLife(RuleBasedStateMachine):
    """``run``: to the end, on the one loop that the database's connections belong to."""

    def __init__(self, database: Database, bot: Bot, run: Run) -> None:
        super().__init__()
        self._database = database
        self._bot = bot
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

    @initialize(begins=st.sampled_from(BEGINS), moves=st.booleans(), holds=st.booleans())
    def opens(self, begins: datetime, moves: bool, holds: bool) -> None:
        """A system that can move a visit, or one that cannot; everybody has come once, the last two for one patient.

        In every other life a time is held for one of them.
        """
        life = self._life = Life(self._database, self._bot, begins, moves=moves)
        self.does(life.begins())
        for chat, new, gives in zip(life.ledger.chats, FIRST, GIVES, strict=True):
            self.does(gives(life, chat, new))
            self.does(visiting.registers(life, chat, new))
        if holds:
            self.does(waiting.a_time_frees_up(life, self.chat(1), 0, 0, 0, ANY_DAY))
            self.does(life.desk.watching.round())

    @rule(chat=chats, says=st.sampled_from(MEETINGS), new=somebody)
    def meets(self, chat: int, says: Meeting, new: NewPatient) -> None:
        self.does(says(self._life, self.chat(chat), new))

    @rule(chat=chats, patient=picks, offer=picks, time=picks, then=weathers | st.none())
    def books(self, chat: int, patient: int, offer: int, time: int, then: Weather | None) -> None:
        """Or leaves the card lying."""
        card = self.does(visiting.draws(self._life, self.chat(chat), patient, offer, time))
        if card and then:
            self.does(visiting.confirms(self._life, self.chat(chat), card, then))

    @rule(chat=chats, card=picks, weather=weathers, foreign=sometimes)
    def confirms(self, chat: int, card: int, weather: Weather, foreign: bool) -> None:
        old = one_of(self._life.cards[::-1], card)
        if old:
            self.does(visiting.confirms(self._life, self.owner(old.account, chat, foreign=foreign), old, weather))

    def owner(self, account: int, chat: int, *, foreign: bool) -> Chat:
        owners = [one for one in self._life.ledger.chats if one.account == account and not foreign]
        return owners[0] if owners else self.chat(chat)

    @rule(chat=chats, visit=picks, offer=picks, time=picks, then=weathers | st.none(), foreign=sometimes)
    def moves(self, chat: int, visit: int, offer: int, time: int, then: Weather | None, foreign: bool) -> None:
        if number := self.visit(chat, visit, foreign=foreign):
            card = self.does(visiting.draws_a_move(self._life, self.chat(chat), number, offer, time))
            if card and then:
                self.does(visiting.confirms(self._life, self.chat(chat), card, then))

    @rule(chat=chats, visit=picks, weather=weathers, foreign=sometimes)
    def cancels(self, chat: int, visit: int, weather: Weather, foreign: bool) -> None:
        if number := self.visit(chat, visit, foreign=foreign):
            self.does(visiting.cancels(self._life, self.chat(chat), number, weather))

    def visit(self, chat: int, visit: int, *, foreign: bool) -> int | None:
        patients = None if foreign else set(self.chat(chat).patients)
        truth: Truth = self.does(self._life.truth())
        return one_of(truth.numbers(patients), visit)

    @rule(chat=chats, patient=picks, offer=st.integers(0, 11), days=days, visit=st.none() | picks)
    def waits(self, chat: int, patient: int, offer: int, days: int, visit: int | None) -> None:
        """For a new visit, or to move one."""
        number = None if visit is None else self.visit(chat, visit, foreign=False)
        if number:
            self.does(waiting.waits_to_move(self._life, self.chat(chat), number, days))
        else:
            self.does(waiting.waits(self._life, self.chat(chat), patient, offer, days))

    @rule(
        chat=chats, patient=picks, offer=st.integers(0, 11), time=picks, days=days, then=st.none() | deeds, how=in_turn
    )
    def a_time_frees_up(
        self, chat: int, patient: int, offer: int, time: int, days: int, then: Deed | None, how: InTurn
    ) -> None:
        """And is offered, and somebody else is quick."""
        life = self._life
        self.does(waiting.a_time_frees_up(life, self.chat(chat), patient, offer, time, days))
        deed = self.prepared(*then, offer // 2, time) if then else None
        self.does(how([life.desk.watching.round, *([deed] if deed else [])]))

    @rule(chat=chats, says=st.sampled_from(ANSWERS), hold=picks, then=weathers | st.none(), foreign=sometimes)
    def is_offered(self, chat: int, says: SaysToIt, hold: int, then: Weather | None, foreign: bool) -> None:
        if number := self.waited("holds", chat, hold, foreign=foreign):
            card = self.does(says(self._life, self.chat(chat), number))
            if card and then:
                self.does(visiting.confirms(self._life, self.chat(chat), card, then))

    @rule(chat=chats, number=picks, foreign=sometimes)
    def stops_waiting(self, chat: int, number: int, foreign: bool) -> None:
        if wish := self.waited("wishes", chat, number, foreign=foreign):
            self.does(waiting.stops(self._life, self.chat(chat), wish))

    def waited(self, table: str, chat: int, number: int, *, foreign: bool) -> int | None:
        """A button's number, the newest first."""
        truth: Truth = self.does(self._life.truth())
        mine = [row.id for row in truth.tables[table] if foreign or row.account_id == self.chat(chat).account]
        return one_of(mine[::-1], number)

    @rule(chat=chats)
    def looks_everywhere(self, chat: int) -> None:
        self.does(holds.no_other_door_leads_further(self._life, self.chat(chat)))

    @rule(first=deeds, second=deeds, which=picks, time=picks, how=in_turn)
    def two_meet(self, first: Deed, second: Deed, which: int, time: int, how: InTurn) -> None:
        """From two phones, or twice from one; often the same time, visit or card, seen before either is tapped."""
        prepared = [self.prepared(*deed, which, time) for deed in (first, second)]
        self.does(how([deed for deed in prepared if deed]))

    def prepared(self, what: str, chat: int, which: int, time: int) -> Answer | None:
        life, here = self._life, self.chat(chat)
        if what == "offer":
            return life.offers_elsewhere
        if what == "confirm":
            card = one_of(life.cards[::-1], which)
            return partial(visiting.answer, life, self.owner(card.account, chat, foreign=False), card) if card else None
        if what == "book":
            card = self.does(visiting.draws(life, here, 0, which, time))
            return partial(visiting.answer, life, here, card) if card else None
        number = self.visit(chat, which, foreign=False)
        if number is None or what == "cancel":
            return partial(visiting.cancel, life, here, number) if number else None
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
