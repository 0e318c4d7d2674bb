"""What the environment (and .env) says: secrets and this machine. All else stands in the clinic file."""

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_CLINIC = Path(__file__).parent.parent / "sandbox" / "demo" / "clinic.yaml"
DATABASE = re.compile(
    r"sqlite(\+aiosqlite)?:///(?!:memory:)[^?]+.*"
    r"|postgresql(\+asyncpg)?://([^@]*@)?(\[[^\]]*\]|[^/:?@]*)(:\d+)?/[^/?]+.*"
)
FROM_BOTFATHER = r"^\d{2,20}:[\w-]{3,100}$"


class SettingsError(Exception):
    """A setting is wrong or missing; the text names each in a line of its own."""


def _url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("should begin with http:// or https://")
    return url.rstrip("/")


def _group(chat_id: int) -> int:
    if chat_id >= 0:
        raise ValueError("should be a group's id, which begins with a minus, like -1001234567890")
    return chat_id


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
    staff_chat_id: Annotated[int, AfterValidator(_group)] | None = None
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 8080


def read_settings() -> Settings:
    """Raise ``SettingsError`` naming each wrong setting, never its value: it may be a secret."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_line(mistake) for mistake in error.errors())) from None


def _line(mistake: Any) -> str:
    name = str(mistake["loc"][0]).upper()
    if name == "BOT_TOKEN":
        return "BOT_TOKEN does not look like a token from @BotFather (digits, a colon, letters)"
    return f"{name}: {mistake['msg'].removeprefix('Value error, ')}"
