"""What puts the program on a server speaks of files, settings, ports and times that the program really has."""

import inspect
import re
import shlex
from configparser import ConfigParser
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml

from bot.failures import LOCKED_OUT
from bot.intake import Intake
from bot.outages import ACCESS, CRM, DATABASE, STORING, TELEGRAM, Outages
from bot.polling import FETCHING
from bot.settings import Settings
from bot.wakeups import Wakeups
from bot.web import serving
from bot.webhook import WEBHOOK
from tests.architecture.rooms import ROOMS, ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
PORT = str(Settings.model_fields["http_port"].default)
SETTINGS = {name.upper() for name in Settings.model_fields}
NOT_OURS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
HOME = PurePosixPath("/opt/reception")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
CRON = (DEPLOY / "reception-backup.cron").read_text(encoding="utf-8")


def unit(file: Path) -> ConfigParser:
    """Of a setting that is there twice the last counts."""
    parsed = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parsed.optionxform = str  # type: ignore[method-assign,assignment] # ConfigParser's own documented way
    parsed.read(file, encoding="utf-8")
    return parsed


def orders(name: str) -> list[str]:
    """What stands after each FROM, COPY, RUN …"""
    return re.findall(rf"^{name}\s+(.+)$", DOCKERFILE, re.MULTILINE)


def patience(function: Any) -> float:
    return float(inspect.signature(function).parameters["patience"].default)


def ways_to_stop() -> list[float]:
    """How long a service and a container may take to end, in seconds."""
    grace = COMPOSE["services"]["reception"]["stop_grace_period"]
    return [float(unit(DEPLOY / "reception.service")["Service"]["TimeoutStopSec"]), float(grace.removesuffix("s"))]


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
class TestUnit:
    def test_it_starts_what_is_there(self, file: Path) -> None:
        service = unit(file)["Service"]
        assert service["WorkingDirectory"] == str(HOME)
        assert service["EnvironmentFile"] == str(HOME / ".env")
        assert f"{HOME}/.venv/bin/python -m bot" in service["ExecStart"]
        assert (ROOT / "bot" / "__main__.py").is_file()
        told = PurePosixPath(unit(file)["Unit"]["Documentation"].removeprefix("file://"))
        assert (ROOT / told.relative_to(HOME)).is_file()

    def test_it_has_few_rights(self, file: Path) -> None:
        service = unit(file)["Service"]
        assert service["User"] == service["Group"] == "reception"
        assert service["NoNewPrivileges"] == service["ProtectHome"] == "yes"
        assert (service["ProtectSystem"], service["CapabilityBoundingSet"]) == ("strict", "")
        assert (service["StateDirectoryMode"], service["UMask"]) == ("0700", "0077")

    def test_what_it_sets_is_known(self, file: Path) -> None:
        told = unit(file)["Service"].get("Environment", "").split()
        assert {assignment.partition("=")[0] for assignment in told} <= SETTINGS | NOT_OURS


def test_it_comes_back_by_itself() -> None:
    service = unit(DEPLOY / "reception.service")
    assert service["Service"]["Restart"] == "on-failure"
    assert service["Unit"]["StartLimitIntervalSec"] == "0", "a long outage of the database would end it for good"
    assert service["Service"]["RestartPreventExitStatus"] == str(LOCKED_OUT)


def test_what_is_under_way_has_the_time_to_end() -> None:
    needed = patience(Intake.drain) + patience(Wakeups.stop)
    assert [seconds for seconds in ways_to_stop() if seconds <= needed + 5] == []


def test_the_service_may_write_where_the_page_puts_the_database() -> None:
    database = re.findall(r"DATABASE_URL=sqlite\+aiosqlite:///(/\S+)", PAGE)
    assert database
    assert {str(PurePosixPath(file).parent) for file in database} == {"/var/lib/reception"}
    for file in UNITS:
        assert "reception" in unit(file)["Service"]["StateDirectory"].split()


def test_a_picture_of_figures_may_be_drawn_where_few_calls_are_allowed() -> None:
    """numpy names a policy for its memory; the first picture that was asked for would have been the bot's end."""
    assert unit(DEPLOY / "reception.service")["Service"]["SystemCallFilter"] == "mbind", "the last of three"


def test_the_timer_wakes_a_service_that_is_there() -> None:
    for timer in DEPLOY.glob("*.timer"):
        assert timer.with_suffix(".service") in UNITS


def test_nginx_lets_only_the_webhook_and_hints_through() -> None:
    places = re.findall(r"location (.+?) \{(.+?)^    \}", NGINX, re.MULTILINE | re.DOTALL)
    assert [place for place, _ in places] == ["= /telegram", "/crm/", "/"]
    assert re.findall(r"server (\S+);", NGINX) == [f"127.0.0.1:{PORT}"]
    assert "proxy_pass" not in places[2][1]
    assert "return 404;" in places[2][1]
    assert NGINX.index("access_log off;") < NGINX.index("location"), "the secret of a hint stands in its path"
    assert f'"{places[1][0]}{{secret}}"' in inspect.getsource(serving)
    (name,) = set(re.findall(r"server_name (\S+);", NGINX))
    assert f"WEBHOOK_URL=https://{name}/telegram" in NGINX
    assert "WEBHOOK_URL=https://$name/telegram" in PAGE
    assert f"name={name}" in PAGE
    assert len(re.findall(rf"/etc/letsencrypt/live/{name}/", NGINX)) == 2


def test_the_image_has_a_python_that_is_new_enough() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = re.search(r'requires-python = ">=(\d+)\.(\d+)"', project)
    assert needed
    bases = [re.match(r"python:(\d+)\.(\d+)-slim", base) for base in orders("FROM")]
    assert len(bases) == 2
    assert all(base and _version(base) >= _version(needed) for base in bases)
    assert len({base and base[0] for base in bases}) == 1, "packages are built for the Python that runs them"


def test_the_image_takes_the_locked_packages_and_no_others() -> None:
    (installed,) = [run for run in orders("RUN") if "pip install" in run]
    assert "--require-hashes -r /requirements.txt" in installed
    assert "requirements-dev" not in DOCKERFILE
    assert (ROOT / "requirements.txt").is_file()


def test_the_image_runs_as_nobody_in_particular() -> None:
    (user,) = orders("USER")
    assert int(user) >= 1000
    assert any(f"--uid {user} " in run for run in orders("RUN"))
    assert DOCKERFILE.index("\nUSER ") < DOCKERFILE.index("\nENTRYPOINT ")
    assert orders("ENTRYPOINT") == ['["python", "-m", "bot"]']


def test_into_the_image_goes_what_the_bot_runs_by_and_nothing_secret() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    lines = [line for line in ignored if line and not line.startswith("#")]
    assert lines[0] == "*"
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert let_in >= {*ROOMS, "requirements.txt"}
    assert let_in.isdisjoint({".env", "var", "tests", "my-clinic", ".git"})
    assert [name for name in let_in if not (ROOT / name).exists()] == []


def test_whoever_watches_the_container_asks_the_right_door() -> None:
    environment = dict(item.split("=", 1) for item in shlex.split(orders("ENV")[0]))
    assert environment.keys() <= SETTINGS | NOT_OURS
    assert [environment["HTTP_PORT"], *orders("EXPOSE")] == [PORT, PORT]
    (check,) = orders("HEALTHCHECK")
    assert "os.environ['HTTP_PORT'] + '/healthz'" in check
    assert environment["DATABASE_URL"].startswith(f"sqlite+aiosqlite:///{orders('VOLUME')[0]}/")


def test_the_containers_fit_together() -> None:
    database, bot = COMPOSE["services"]["database"], COMPOSE["services"]["reception"]
    assert bot["environment"].keys() <= SETTINGS
    assert bot["depends_on"] == {"database": {"condition": "service_healthy"}}
    names = database["environment"]
    url = bot["environment"]["DATABASE_URL"]
    assert url == f"postgresql://{names['POSTGRES_USER']}:${{POSTGRES_PASSWORD}}@database/{names['POSTGRES_DB']}"
    assert {f"--username={names['POSTGRES_USER']}", f"--dbname={names['POSTGRES_DB']}"} < set(
        database["healthcheck"]["test"]
    )
    volumes = {volume.partition(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]}
    assert volumes == {"./my-clinic", *COMPOSE["volumes"]}
    assert f"state:{orders('VOLUME')[0]}" in bot["volumes"]


def test_the_containers_are_seen_by_this_machine_alone() -> None:
    published = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert published == [f"127.0.0.1:{PORT}:{PORT}"]
    assert COMPOSE["services"]["reception"]["environment"]["HTTP_PORT"] == PORT


def test_no_secret_is_written_down() -> None:
    for text in (DOCKERFILE, (ROOT / "compose.yaml").read_text(encoding="utf-8"), NGINX, CRON):
        assert re.findall(r"^\s*\w*(?:TOKEN|SECRET|PASSWORD|DATA_KEY)\s*[:=]\s*(?!\$\{)\S+", text, re.MULTILINE) == []


def test_the_page_explains_every_outage_as_the_log_words_it() -> None:
    named = set(re.findall(r"^\| `(.+) has trouble` \|", PAGE, re.MULTILINE))
    assert named == {DATABASE, CRM, ACCESS, TELEGRAM, STORING, FETCHING, WEBHOOK}
    assert "%s has trouble: %s" in inspect.getsource(Outages)


def test_the_page_names_files_that_are_there() -> None:
    named = set(re.findall(r"\b(?:deploy|docs|sandbox)/[\w./-]*\w", PAGE))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_page_makes_all_that_compose_insists_on_before_it_calls_it() -> None:
    needed = re.findall(r"\$\{(\w+):\?", (ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert needed
    before = PAGE.partition("## With containers")[2].partition("docker compose")[0]
    assert [name for name in needed if f'echo "{name}=$(' not in before] == []


def test_every_command_on_the_page_is_one_and_is_called_as_the_image_wants_it() -> None:
    """What is run goes behind the image's entry point, what is executed in it does not."""
    parsers = "".join((ROOT / "bot" / name).read_text(encoding="utf-8") for name in ("__main__.py", "by_hand.py"))
    known = set(re.findall(r'add_parser\(\s*"(\w+)"', parsers))
    text = PAGE + CRON
    run = re.findall(r"docker compose run --rm (?:--volume \S+ )?reception (\S+?)\b", text)
    executed = re.findall(r"docker compose exec (?:-T )?reception (python -m bot|rm)\b", text)
    assert set(run) >= {"check", "restore", "rekey"}
    assert set(run) | set(re.findall(r"python -m bot (\w+)", text)) <= known
    assert len(executed) == len(re.findall(r"docker compose exec (?:-T )?reception ", text))


def test_the_program_is_compiled_wherever_it_may_not_write() -> None:
    """All rooms but the sandbox's: the bot on its token does not enter it."""
    lines = re.findall(r"python -m compileall -q (.+)", PAGE + DOCKERFILE)
    assert [set(line.split()) for line in lines] == [set(ROOMS) - {"sandbox"}] * 3, "set-up, upgrade, image"
    assert DOCKERFILE.index("COPY . .") < DOCKERFILE.index("compileall") < DOCKERFILE.index("\nUSER ")


def test_what_root_unpacks_is_roots() -> None:
    unpacked = re.findall(r"^tar .+$", PAGE, re.MULTILINE)
    assert len(unpacked) == 2
    assert [line for line in unpacked if "--no-same-owner" not in line] == []


def test_cron_reads_its_line_as_it_is_meant() -> None:
    """An unescaped % ends the command, a dot in the file's name hides it, and a terminal is not there."""
    (line,) = [line for line in CRON.splitlines() if line and not line.startswith("#")]
    assert re.match(r"[\d*]+ [\d*]+ \S+ \S+ \S+ root \(cd /opt/reception && ", line)
    assert re.findall(r"(?<!\\)%", line) == []
    assert line.count("exec -T ") == line.count("exec ")
    assert re.findall(r"reception-backup\.cron /etc/cron\.d/(\S+)", PAGE) == ["reception-backup"]
    assert line.split(" backup ")[1].startswith(f"{orders('VOLUME')[0]}/"), "it can write nowhere else"


def _version(found: re.Match[str]) -> tuple[int, int]:
    return int(found[1]), int(found[2])
