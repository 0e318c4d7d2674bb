"""Trouble to order: what a test lets happen to the bot's next calls."""

from dataclasses import dataclass, field
from random import Random

from sandbox.refusals import Refusal
from sandbox.refusals import flood as flood_refusal


@dataclass(frozen=True, slots=True)
class Trouble:
    """Wait `seconds`; then refuse, or drop the connection (`carried_out` or not before it), or go on as usual."""

    words: str
    refusal: Refusal | None = None
    seconds: float = 0
    dropped: bool = False
    carried_out: bool = True


def flood(retry_after: int) -> Trouble:
    return refused(flood_refusal(retry_after))


def broken(code: int = 502, description: str = "Bad Gateway") -> Trouble:
    return refused(Refusal(code, description))


def refused(refusal: Refusal) -> Trouble:
    return Trouble(str(refusal), refusal=refusal, carried_out=False)


def hang(seconds: float) -> Trouble:
    """Answered only after so long; the call is carried out then."""
    return Trouble(f"hangs {seconds} s", seconds=seconds)


def dropped() -> Trouble:
    """The connection breaks before anything was done."""
    return Trouble("connection dropped", dropped=True, carried_out=False)


def lost() -> Trouble:
    """Carried out, but the bot never hears so."""
    return Trouble("answer lost", dropped=True)


@dataclass(slots=True)
class _Ordered:
    method: str | None
    trouble: Trouble
    left: int
    chat_id: int | None
    share: float
    luck: Random = field(default_factory=lambda: Random(1))  # noqa: S311 the same luck each time

    def fits(self, method: str, chat_id: object) -> bool:
        # A fault without a method is about what the bot does, not about how it hears of the world.
        named = self.method == method if self.method else method != "getUpdates"
        meant = named and self.left > 0 and self.chat_id in {None, chat_id}
        return meant and (self.share == 1 or self.luck.random() < self.share)


@dataclass(slots=True)
class Faults:
    _ordered: list[_Ordered] = field(default_factory=list)

    def add(
        self,
        *,
        answer: Trouble,
        method: str | None = None,
        times: int = 1,
        chat_id: int | None = None,
        share: float = 1,
    ) -> None:
        """`share`: only so many of the calls that it fits meet it, by a luck that is always the same."""
        self._ordered.append(_Ordered(method, answer, times, chat_id, share))

    def clear(self) -> None:
        self._ordered.clear()

    def take(self, method: str, chat_id: object) -> Trouble | None:
        for one in self._ordered:
            if one.fits(method, chat_id):
                one.left -= 1
                return one.trouble
        return None
