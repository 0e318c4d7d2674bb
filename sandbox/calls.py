"""The record of every call that the bot made."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.refusals import Refusal

MOST_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Call:
    """`refusal` is Telegram's no; `fault` the trouble that a test had ordered for this call."""

    method: str
    params: dict[str, Any]
    refusal: Refusal | None = None
    fault: str | None = None

    @property
    def ok(self) -> bool:
        return self.refusal is None and self.fault is None

    @property
    def chat_id(self) -> Any:
        return self.params.get("chat_id")


@dataclass(slots=True)
class Calls:
    made: list[Call] = field(default_factory=list)

    def add(self, call: Call) -> None:
        self.made.append(call)
        if len(self.made) > MOST_KEPT:
            del self.made[: MOST_KEPT // 2]
