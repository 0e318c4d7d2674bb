"""What the environment (and .env) says: secrets and this machine. All else stands in the clinic file."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DEMO_CLINIC = Path(__file__).parent.parent / "sandbox" / "demo" / "clinic.yaml"
DATABASE = re.compile(
    r"sqlite(\+aiosqlite)?:///(?!:memory:)[^?]+.*"
    r"|postgresql(\+asyncpg)?://([^@]*@)?(\[[^\]]*\]|[^/:?@]*)(:\d+)?/[^/?]+.*"
)
FROM_BOTFATHER = r"^[0-9]{2,20}:[A-Za-z0-9_-]{3,100}$"  # \w would cost 10 MB: pydantic counts all of Unicode
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # of these Telegram makes the header; shorter ones can be guessed
HOW_TO_MAKE_ONE = "make one with: openssl rand -hex 32"

WANTED: dict[str, tuple[str, ...]] = {
    "embedded": (),
    "fhir": ("crm_url",),
    "eleks": ("crm_url", "crm_user", "crm_password", "crm_installation"),
}

# Where pydantic's own words would be about types.
RIGHT = {
    "crm": "CRM: should be embedded, fhir or eleks",
    "bot_token": "BOT_TOKEN does not look like a token from @BotFather (digits, a colon, letters)",
    "staff_chat_id": "STAFF_CHAT_ID: should be a group's id, a whole number with a minus, like -1001234567890",
    "http_port": "HTTP_PORT: should be a port, a whole number from 0 to 65535",
    "log_format": "LOG_FORMAT: should be text or json",
}


class SettingsError(Exception):
    """A setting is wrong or missing; the text names each in a line of its own."""


class WrongToken(Exception):
    """Telegram does not know this BOT_TOKEN: take it anew from @BotFather."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def _url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("should begin with http:// or https://")
    return url.rstrip("/")


def _group(chat_id: int) -> int:
    if chat_id >= 0:
        raise ValueError("should be a group's id, which begins with a minus, like -1001234567890")
    return chat_id


def _ids(told: object) -> object:
    """People's ids, with commas between."""
    if not isinstance(told, str):
        return told
    ids = [one.strip() for one in told.split(",") if one.strip()]
    if not all(one.isascii() and one.isdecimal() for one in ids):
        raise ValueError("should be people's ids in Telegram with commas between, like 123456789, 987654321")
    return tuple(map(int, ids))


def _webhook(url: str) -> str:
    if not url.startswith("https://"):
        raise ValueError("should begin with https:// (Telegram delivers to nothing else)")
    return url


def _secret(secret: str) -> str:
    if not SECRET.fullmatch(secret):
        raise ValueError(f"should be 16 to 256 characters of A-Z, a-z, 0-9, _ and -; {HOW_TO_MAKE_ONE}")
    return secret


def _database(url: str) -> str:
    if not DATABASE.fullmatch(url):
        raise ValueError(
            "should look like sqlite+aiosqlite:///var/reception.db or postgresql://user:password@host/database"
        )
    return url


class Settings(BaseSettings):
    """Names as in .env.example."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    bot_token: Annotated[str, Field(pattern=FROM_BOTFATHER)] | None = None
    bot_api_url: Annotated[str, AfterValidator(_url)] = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite+aiosqlite:///var/reception.db"
    data_key: str | None = None
    clinic_file: Path = DEMO_CLINIC
    crm: Literal["embedded", "fhir", "eleks"] = "embedded"
    crm_url: Annotated[str, AfterValidator(_url)] | None = None
    crm_user: str | None = None
    crm_password: str | None = None
    crm_token: str | None = None
    crm_installation: str | None = None
    crm_hook_secret: Annotated[str, AfterValidator(_secret)] | None = None
    staff_chat_id: Annotated[int, AfterValidator(_group)] | None = None
    admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    webhook_url: Annotated[str, AfterValidator(_webhook)] | None = None
    webhook_secret: Annotated[str, AfterValidator(_secret)] | None = None
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    log_format: Literal["text", "json"] = "text"

    @model_validator(mode="after")
    def _opens_the_clinics_system(self) -> Self:
        missing = [name.upper() for name in WANTED[self.crm] if not getattr(self, name)]
        if missing:
            raise ValueError(f"CRM={self.crm} needs {' and '.join(missing)} too")
        return self

    @model_validator(mode="after")
    def _guarded(self) -> Self:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError(
                f"WEBHOOK_SECRET is missing: without one anybody could speak as a patient; {HOW_TO_MAKE_ONE}"
            )
        return self


def read_settings() -> Settings:
    """Raise ``SettingsError`` naming each wrong setting, never its value: it may be a secret."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_line(mistake) for mistake in error.errors())) from None


def _line(mistake: Any) -> str:
    if not mistake["loc"]:  # about several together
        return str(mistake["msg"]).removeprefix("Value error, ")
    name = str(mistake["loc"][0])
    ours = mistake["type"] == "value_error"
    return f"{name.upper()}: {mistake['msg'].removeprefix('Value error, ')}" if ours else RIGHT[name]
