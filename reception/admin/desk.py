"""What admins do at the desk: look at a part, be asked, look at what it comes to, publish, undo."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from clinic.model import Clinic
from reception.admin.asking import Asked, Asking, answered, is_word_for_word, next_asked, skipped_all, value
from reception.admin.changes import (
    Change,
    ChangedMeanwhile,
    Json,
    PlaceGone,
    changed,
    is_beside_others,
    mark,
    marked,
    moving,
    taking_out,
    undoing,
)
from reception.admin.edits import Admin, Edit, Edits
from reception.admin.hearing import Heard, Wrong, hear
from reception.admin.papers import Papers
from reception.admin.parts import (
    SHAPES,
    Kind,
    Part,
    Spot,
    called,
    entry_of,
    entry_place,
    field_place,
    list_place,
    listed,
)
from reception.admin.parts import value_of as value_in
from reception.admin.pending import PENDING, Pending
from reception.admin.publishing import Conflict, Outcome, Published, Publishing
from reception.admin.who import Admins
from reception.clock import Clock
from reception.closures import Affected, Booked, added, closures
from reception.people import Draft, Drafts, Person
from reception.questions import Question

LAST = 10  # edits that are listed
ANSWERED_WITHIN = timedelta(minutes=1)
ASKING = "asking"


class AdminDesk:
    """What a spot no longer leads to raises ``PlaceGone``. All is read anew: another admin may just have changed it."""

    def __init__(
        self,
        admins: Admins,
        edits: Edits,
        drafts: Drafts,
        publishing: Publishing,
        papers: Papers,
        booked: Booked,
        clock: Clock,
        is_demo: Callable[[Clinic], bool] = lambda _clinic: False,
    ) -> None:
        """``is_demo``: a clinic that real patients should not meet."""
        self.admins = admins
        self.papers = papers
        self.is_demo = is_demo
        self._edits = edits
        self._drafts = drafts
        self._publishing = publishing
        self._booked = booked
        self._clock = clock

    async def clinic(self) -> Clinic:
        return (await self._edits.newest()).clinic

    async def body(self) -> Json:
        return (await self.clinic()).model_dump(mode="json")

    async def last(self) -> Sequence[Edit]:
        return await self._edits.last(LAST)

    async def ask_new(self, person: Person, spot: Spot) -> Draft | None:
        """None where there are as many as there may be."""
        if len(listed(await self.body(), _in_a_list(spot))) >= SHAPES[spot.part].most:
            return None
        return await self._ask(person, Asking(spot, None))

    async def ask_field(self, person: Person, spot: Spot, name: str) -> Draft:
        """A switch is asked nothing: it turns over."""
        entry, field = entry_of(await self.body(), spot), SHAPES[spot.part].field(name)
        if field is None:
            raise PlaceGone
        before = value_in(entry, field)
        if field.kind is Kind.SWITCH:
            return await self._look_at(person, await self._set(spot, name, not before))
        return await self._ask(person, Asking(spot, name, before))

    async def clear_field(self, person: Person, spot: Spot, name: str) -> Draft | None:
        """Nothing in its place, or ours. None where there is nothing to take out."""
        field = SHAPES[spot.part].field(name)
        if field is None or not field.may_lack:
            raise PlaceGone
        pending = await self._set(spot, name, {Kind.TEXTS: {}, Kind.HOURS: []}.get(field.kind))
        return await self._look_at(person, pending) if pending.change.before else None

    async def take_out(self, person: Person, spot: Spot) -> Draft:
        body = await self.body()
        pending = Pending(spot, called(entry_of(body, spot)), taking_out(body, entry_place(body, _in_a_list(spot))))
        return await self._look_at(person, pending)

    async def move(self, admin: Admin, spot: Spot, by: int) -> Outcome:
        """At once: the list that follows shows it, and one more tap takes it back."""
        body = await self.body()
        change = moving(body, entry_place(body, _in_a_list(spot)), by)
        if change is None:
            return Published.YES
        return await self._publishing.publish(admin, spot.part, called(entry_of(body, spot)), change)

    async def asked(self, draft: Draft) -> tuple[Asking, Asked]:
        asking = Asking.read(draft.answers[ASKING])
        asked = next_asked(asking, (await self.clinic()).languages)
        if asked is None:
            raise PlaceGone  # the clinic speaks fewer languages now
        return asking, asked

    async def hear(self, person: Person, draft: Draft, heard: Heard, message: int) -> Draft | Wrong | None:
        """The next question or the preview; None where all stays as it was.

        A message that has answered already, delivered again, answers nothing.
        """
        if message <= draft.answered_by:
            return draft
        asking, asked = await self.asked(draft)
        clinic = await self.clinic()
        now = self._clock.now().astimezone(ZoneInfo(clinic.zone)).replace(tzinfo=None)
        told = hear(asked.field, heard, clinic.region, now)
        if isinstance(told, Wrong):
            return told
        return await self._go_on(person, answered(asking, asked, told), message)

    async def skip(self, person: Person, draft: Draft, *, all_of_them: bool = False) -> Draft | None:
        asking, asked = await self.asked(draft)
        if not asked.may_skip:
            return draft
        if all_of_them:
            return await self._go_on(person, skipped_all(asking, (await self.clinic()).languages), draft.answered_by)
        return await self._go_on(person, answered(asking, asked, None), draft.answered_by)

    async def publish(self, admin: Admin, person: Person, draft: Draft) -> Outcome | Draft:
        """A draft: another admin has changed the same place, and both are to be looked at."""
        pending = Pending.read(draft.answers[PENDING])
        told = await self._publishing.publish(admin, pending.spot.part, pending.named, pending.change)
        if isinstance(told, Conflict):
            return await self._look_at(person, pending.after(told.now))
        await self._drafts.drop(person.id)
        return told

    async def has_just_published(self, admin: Admin) -> bool:
        """A tap whose answer was lost comes again, and its draft is gone."""
        newest = next((edit for edit in await self.last() if edit.change), None)
        return newest is not None and newest.by == admin.name and self._clock.now() - newest.at < ANSWERED_WITHIN

    async def undo(self, person: Person, revision: int) -> Draft | None:
        """None unless it was the last change and its place is still as it left it."""
        last = next((edit for edit in await self.last() if edit.change), None)
        if last is None or last.change is None or last.revision != revision:
            return None
        back, newest = undoing(last.change), await self._edits.newest()
        try:
            changed(body := newest.clinic.model_dump(mode="json"), back)
        except (ChangedMeanwhile, PlaceGone):
            return None
        if is_beside_others(back) and newest.revision != revision:
            return None  # an import may have brought it back already
        return await self._look_at(person, Pending(Spot(Part(last.part)), last.named, marked(body, back), is_undo=True))

    async def _set(self, spot: Spot, name: str, after: Json) -> Pending:
        body = await self.body()
        entry, field = entry_of(body, spot), SHAPES[spot.part].field(name)
        assert field is not None  # whoever calls has found it
        place = field_place(entry_place(body, spot), field)
        return Pending(spot, called(entry), Change(place, value_in(entry, field), after))

    async def _go_on(self, person: Person, asking: Asking, message: int) -> Draft | None:
        languages = (await self.clinic()).languages
        if next_asked(asking, languages):
            return await self._ask(person, asking, message)
        if is_word_for_word(asking, languages):
            await self._drafts.drop(person.id)
            return None
        return await self._look_at(person, await self._pending(asking, value(asking, languages)), message)

    async def _pending(self, asking: Asking, after: Json) -> Pending:
        body, spot = await self.body(), asking.spot
        if asking.only is not None:
            return await self._set_from(body, asking, after)
        number = len(listed(body, spot))
        if not SHAPES[spot.part].has_ids:
            return Pending(spot, called(after), Change((*list_place(body, spot), number), None, after))
        new = {"id": _new_id(body)} | after
        return Pending(spot, called(new), Change((*list_place(body, spot), new["id"]), None, new))

    async def _set_from(self, body: Json, asking: Asking, after: Json) -> Pending:
        """On top of what the admin saw, whatever is there now."""
        field = asking.fields[0]
        place = field_place(entry_place(body, asking.spot), field)
        return Pending(asking.spot, called(entry_of(body, asking.spot)), Change(place, asking.before, after))

    async def _ask(self, person: Person, asking: Asking, message: int = 0) -> Draft:
        return await self._drafts.keep(person.id, Question.ADMIN, {ASKING: asking.kept()}, "", message)

    async def _affected(self, change: Change) -> Affected | None:
        """None where it closes nothing."""
        before = await self.clinic()
        try:
            after = Clinic.model_validate(changed(before.model_dump(mode="json"), change))
        except ChangedMeanwhile:
            return None  # Publish finds it, and asks anew
        new = added(closures(after), closures(before))
        return await self._booked.affected(new) if new else None

    async def _look_at(self, person: Person, pending: Pending, message: int = 0) -> Draft:
        if pending.spot.part is Part.CLOSED:
            pending = replace(pending, affected=await self._affected(pending.change))
        return await self._drafts.keep(person.id, Question.ADMIN_CHECK, {PENDING: pending.kept()}, "", message)


def _in_a_list(spot: Spot) -> Spot:
    """One that grows. Raise ``PlaceGone``: no button of ours asks for that of another."""
    if not SHAPES[spot.part].grows:
        raise PlaceGone
    return spot


def _new_id(body: Json) -> str:
    """No other of the clinic's: nor may its mark be another's."""
    taken = {mark(entry) for kind in (body["free"], body["faq"]) for entry in kind}
    taken |= {mark(entry) for category in body["faq"] for entry in category["entries"]}
    while True:
        id_ = f"own-{secrets.token_hex(6)}"
        if mark({"id": id_}) not in taken:
            return id_
