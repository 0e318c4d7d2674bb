"""Who may act for whom, kept by the rules that people are told, apart from the product's tables."""

from dataclasses import dataclass, field


@dataclass
class Linked:
    """A patient in a chat: under which number, and whether that number was verified there."""

    phone: str
    verified: bool


@dataclass
class Chat:
    """``account``: as the desk knows it now, 0 before the first word and after the last."""

    number: int
    account: int = 0
    phone: str = ""
    verified: bool = False
    patients: dict[str, Linked] = field(default_factory=dict)

    def forgets(self) -> None:
        self.phone, self.verified, self.patients = "", False, {}


@dataclass
class Ledger:
    chats: list[Chat]

    def shares(self, chat: Chat, phone: str) -> None:
        """Verified by Telegram: whoever had the number so before has it no more."""
        for other in self.chats:
            if other is not chat and other.verified and other.phone == phone:
                other.forgets()
        for linked in chat.patients.values():
            linked.verified |= linked.phone == phone
        chat.phone, chat.verified = phone, True

    def types(self, chat: Chat, phone: str) -> None:
        chat.phone, chat.verified = phone, False

    def adds(self, chat: Chat, crm_id: str) -> None:
        linked = chat.patients.setdefault(crm_id, Linked(chat.phone, chat.verified))
        linked.verified |= chat.verified
