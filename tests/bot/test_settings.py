"""Wrong settings: each named in one clear line, and never quoted, for it may be a secret."""

import re
from pathlib import Path

import pytest

from bot.settings import RIGHT, Settings, SettingsError, read_settings

SECRET = "hush-hush"
LOOKS_LIKE = "should look like sqlite+aiosqlite:///var/reception.db or postgresql://user:password@host/database"
IDS = "should be people's ids in Telegram with commas between, like 123456789, 987654321"
A_SECRET = "should be 16 to 256 characters of A-Z, a-z, 0-9, _ and -; make one with: openssl rand -hex 32"
WRONG = {
    ("BOT_TOKEN", SECRET): "BOT_TOKEN does not look like a token from @BotFather (digits, a colon, letters)",
    ("BOT_TOKEN", f"1:{SECRET}"): "BOT_TOKEN does not look like a token from @BotFather (digits, a colon, letters)",
    ("BOT_API_URL", f"ftp://{SECRET}"): "BOT_API_URL: should begin with http:// or https://",
    ("DATABASE_URL", f"mysql://u:{SECRET}@host/x"): f"DATABASE_URL: {LOOKS_LIKE}",
    ("DATABASE_URL", f"postgresql://u:{SECRET}@host"): f"DATABASE_URL: {LOOKS_LIKE}",
    ("DATABASE_URL", f"postgresql://u:{SECRET}@host:port/x"): f"DATABASE_URL: {LOOKS_LIKE}",
    ("DATABASE_URL", f"sqlite:{SECRET}.db"): f"DATABASE_URL: {LOOKS_LIKE}",
    ("DATABASE_URL", "sqlite+aiosqlite:///:memory:"): f"DATABASE_URL: {LOOKS_LIKE}",
    ("HTTP_PORT", SECRET): "HTTP_PORT: should be a port, a whole number from 0 to 65535",
    ("HTTP_PORT", "65536"): "HTTP_PORT: should be a port, a whole number from 0 to 65535",
    ("HTTP_PORT", "-1"): "HTTP_PORT: should be a port, a whole number from 0 to 65535",
    ("LOG_FORMAT", SECRET): "LOG_FORMAT: should be text or json",
    ("CRM", SECRET): "CRM: should be embedded, fhir or eleks",
    ("CRM", "fhir"): "CRM=fhir needs CRM_URL too",
    ("CRM", "eleks"): "CRM=eleks needs CRM_URL and CRM_USER and CRM_PASSWORD and CRM_INSTALLATION too",
    ("CRM_URL", SECRET): "CRM_URL: should begin with http:// or https://",
    ("CRM_HOOK_SECRET", SECRET): f"CRM_HOOK_SECRET: {A_SECRET}",
    ("ADMIN_IDS", f"1, {SECRET}"): f"ADMIN_IDS: {IDS}",
    ("ADMIN_IDS", "@olena"): f"ADMIN_IDS: {IDS}",
}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)  # nobody's .env


def test_nothing_has_to_be_set() -> None:
    settings = read_settings()
    assert settings.bot_token is None
    assert settings.database_url == "sqlite+aiosqlite:///var/reception.db"
    assert settings.clinic_file.is_file()
    assert settings.http_host == "127.0.0.1"


def test_no_setting_is_refused_in_the_words_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "\t:-(")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).count("\n") >= len(RIGHT)
    assert not re.search("Input|String|Value|pydantic", str(refused.value)), refused.value


@pytest.mark.parametrize(("name", "value", "line"), [(*given, line) for given, line in WRONG.items()])
def test_a_wrong_setting_is_named_and_not_quoted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value) == line
    assert SECRET not in str(refused.value)


def test_every_mistake_has_its_own_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "BOT_TOKEN": SECRET,
        "BOT_API_URL": SECRET,
        "DATABASE_URL": SECRET,
        "HTTP_PORT": SECRET,
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    names = [line.replace(":", " ").split()[0] for line in str(refused.value).splitlines()]
    assert names == ["BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "HTTP_PORT"]
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__, "what stands behind it quotes the values"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite:///var/reception.db",
        "sqlite:////srv/reception.db",
        "postgresql://reception:p%40ss@db.clinic.example:5433/reception?ssl=require",
        "postgresql+asyncpg://reception@[::1]:5432/reception",
        "postgresql:///reception?host=/run/postgresql",
        "postgresql://user:odd/pass#word@host/reception",
    ],
)
def test_addresses_of_databases_are_read(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert read_settings().database_url == url


def test_the_environment_goes_before_the_file_and_an_empty_line_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("BOT_TOKEN=\nHTTP_PORT=9001\nHTTP_HOST=::1\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("HTTP_PORT", "9002")
    settings = read_settings()
    assert (settings.bot_token, settings.http_host, settings.http_port) == (None, "::1", 9002)


@pytest.mark.parametrize(
    ("told", "ids"), [("", ()), ("123", (123,)), (" 123,456 ", (123, 456)), ("123,, 456,", (123, 456))]
)
def test_admins_are_ids_with_commas_between(monkeypatch: pytest.MonkeyPatch, told: str, ids: tuple[int, ...]) -> None:
    monkeypatch.setenv("ADMIN_IDS", told)
    assert read_settings().admin_ids == ids


def test_the_api_may_end_with_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:8081/")
    assert read_settings().bot_api_url == "http://127.0.0.1:8081"
