"""What the handoff asks of whoever remembers dialogues and carries words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from reception.handoff.about import About
from reception.handoff.dialogue import Dialogue, Manager, Place, Said
from reception.handoff.done import Done


@dataclass(frozen=True, slots=True)
class Heard:
    """``first``: with this word the person has begun to wait."""

    dialogue: Dialogue
    first: bool


class Dialogues(Protocol):
    """Each method is one transaction, with what has to be said of it; one open dialogue a person."""

    async def begin(self, person_id: int, about: About | None = None) -> Dialogue:
        """The open one, or a new one in which nothing is said yet. None: it stays about what it was.

        Reception hears of what comes new into one that waits or is taken; ``NOTHING`` is no news there.
        """
        ...

    async def rate(self, person_id: int, about: About) -> None:
        """Whoever is unhappy with a visit waits from now on; once for each visit, and the last score counts.

        Of who is not (``RATED``) reception hears while what they said before is still open.
        """
        ...

    async def of(self, person_id: int) -> Dialogue | None:
        """The open one."""
        ...

    async def find(self, dialogue_id: int) -> Dialogue | None: ...

    async def open(self) -> list[Dialogue]:
        """All that are not closed."""
        ...

    async def hear(self, person_id: int, said: Said, *, urgent: bool) -> Heard | None:
        """The patient's word goes to reception, once. None without an open dialogue."""
        ...

    async def answer(self, dialogue: Dialogue, said: Said, by: Manager, key: str | None = None) -> None:
        """Reception's word goes to the patient, once. ``key``: of what may be asked for twice."""
        ...

    async def withhold(self, dialogue: Dialogue, album: str) -> None:
        """Nothing of it goes to the patient: neither what waits to go nor what is still to come."""
        ...

    async def has_answered(self, key: str) -> bool: ...

    async def edit(self, said: Said, *, urgent: bool) -> None:
        """What was passed on is said otherwise; nothing for what was not. ``urgent``: it is now."""
        ...

    async def take_back(self, chat: int, message: int) -> bool:
        """Delete it on the other side. False where it was not passed on."""
        ...

    async def take(self, dialogue_id: int, by: Manager, asked: str = "") -> bool:
        """False where somebody was quicker, or nobody waits there any more; with ``asked`` also where it was theirs."""
        ...

    async def taken_when(self, asked: str) -> Dialogue | None:
        """The one taken with it: what is asked for twice is done once."""
        ...

    async def give_back(self, dialogue_id: int, *, at_closing: bool = False) -> bool:
        """Into the queue, where it has the place that it had; an answer is owed again, whatever was said meanwhile.

        The patient is told ``at_closing``.
        """
        ...

    async def close(self, dialogue_id: int, *, by_patient: bool) -> bool:
        """The other side is told. False where it was closed before."""
        ...

    async def lapse(self, dialogue_id: int) -> None:
        """Close it, and tell nobody."""
        ...

    async def raise_all(self, dialogues: list[Dialogue]) -> None:
        """Tell all of reception, once, who waits for too long."""
        ...

    async def list_at_opening(self, day: str, waiting: Sequence[Dialogue]) -> None:
        """Tell all of reception who waits; once a day."""
        ...

    async def closed_since(self, person_id: int, moment: datetime) -> bool: ...

    async def earlier(self, dialogue: Dialogue) -> int:
        """How often this person wrote before."""
        ...

    async def note(self, person_id: int, done: Done) -> None:
        """Who has done it is kept, and the person is told; once."""
        ...

    async def place(self, person_id: int) -> Place | None: ...

    async def keep_place(self, person_id: int, place: Place) -> None: ...

    async def keep_card(self, dialogue_id: int, card: int) -> None: ...

    async def lose_card(self, person_id: int) -> None:
        """Of the open one, with those before it: where they would be looked for, they are not."""
        ...

    async def tell(self, person_id: int, what: str, about: tuple[int, int] | None = None) -> None:
        """Reception hears it (bot/between.py). ``about``: the chat and the number of its message that it is about."""
        ...

    async def has_passed_on(self, chat: int, message: int) -> bool:
        """Whether this message is one that came from the other side."""
        ...

    async def has_topic(self, chat: int, topic: int) -> bool:
        """Whether it is some patient's."""
        ...

    async def dialogue_in(self, chat: int, topic: int) -> Dialogue | None:
        """The open one that has this topic."""
        ...

    async def dialogue_about(self, chat: int, message: int) -> Dialogue | None:
        """The open one whose card this is, or in which it was passed on."""
        ...


class Relays(Protocol):
    """Which message here is which message there."""

    async def body(self, number: int) -> dict[str, Any] | None:
        """What a message in the outbox carries, as it is now."""
        ...

    async def arrived(self, number: int, chat: int, originals: Sequence[int], copies: Sequence[int]) -> None:
        """``copies``: one for each of the originals, or the one that they were joined in."""
        ...

    async def other_side_of(self, chat: int, message: int, there: int) -> int | None:
        """The number in the chat ``there`` of a message or of its copy; none of what went to reception's old group."""
        ...
