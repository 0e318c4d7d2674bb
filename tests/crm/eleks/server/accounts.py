"""Who may log in (section 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

LOGIN, PASSWORD = "clinic-bot", "p&ss+w=rd з пробілом"
INSTALLATION = "c0ffee00-0000-4000-8000-00000000beef"
FIELDS = {"grant_type", "username", "password"}
CODE = "123456"


@dataclass
class Accounts:
    """``tokens``: those alive, with whose they are. ``sms``: sent to the owner of the account."""

    password: str = PASSWORD
    two_factor: tuple[int, Any] | None = None  # status and body of the answer that wants a code
    expires_in: Any = None
    tokens: dict[str, str] = field(default_factory=dict)
    logins: int = 0
    refused: int = 0
    sms: int = 0

    def all_die(self) -> None:
        self.tokens.clear()

    def log_in(self, form: Mapping[str, str]) -> tuple[int, Any]:
        """Status and body."""
        login, _, installation = form["username"].partition("@@@")
        if installation.lower() != INSTALLATION:
            return 500, {"message": "An error has occurred."}
        if login != LOGIN or form.get("password") != self.password:
            self.refused += 1
            return 400, {"error": "invalid_grant", "error_description": "Невірний логін або пароль"}
        if self.two_factor and form.get("token") != CODE:
            self.sms += 1
            return self.two_factor
        self.logins += 1
        token = uuid4().hex
        self.tokens[token] = login
        life = {} if self.expires_in is None else {"expires_in": self.expires_in}
        return 200, {"access_token": token, "token_type": "bearer", **life}
