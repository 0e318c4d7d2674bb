"""The FHIR server of the tests: a Node program (server/), what it needs installed once, and run."""

import fcntl
import functools
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER = Path(__file__).parent / "server"
PACKAGES = SERVER / "node_modules"  # git-ignored
OLDEST = 20  # of Node
WITHIN = 300  # seconds: a hundred megabytes
LEFT_OUT = "TESTS_LEFT_OUT_FHIR"  # the environment tells the workers what the first process has found


@functools.cache
def why_left_out() -> str:
    """Why there is no FHIR server on this machine, "" where there is one."""
    if LEFT_OUT not in os.environ:
        os.environ[LEFT_OUT] = _why_there_is_no_node() or _install()
    return os.environ[LEFT_OUT]


def _why_there_is_no_node() -> str:
    if not (node := shutil.which("node")) or not shutil.which("npm"):
        return "there is no Node with npm here"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 our own words
    return "" if int(version.lstrip("v").split(".")[0]) >= OLDEST else f"Node {version} is older than {OLDEST}"


def _install() -> str:
    """By whoever comes first; the others wait."""
    with (SERVER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted, installed = (SERVER / "package-lock.json").read_text(), PACKAGES / ".installed"
        if installed.is_file() and installed.read_text() == wanted:
            return ""
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        try:
            subprocess.run(command, cwd=SERVER, capture_output=True, text=True, timeout=WITHIN, check=True)  # noqa: S603 our own words
        except (subprocess.SubprocessError, OSError) as error:
            return f"its packages cannot be installed: npm ci failed in {SERVER.name}/ ({type(error).__name__})"
        installed.write_text(wanted)
        return ""


@contextmanager
def fhir_server(port: int = 0) -> Iterator[str]:
    """Its address. It ends with this process, however this process ends: it reads from it, and then there is nobody."""
    command = [shutil.which("node") or "node", "server.mjs", str(port)]
    with subprocess.Popen(  # noqa: S603 our own words
        command, cwd=SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PATH": os.environ["PATH"]}
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{json.loads(process.stdout.readline())}"
        finally:
            process.stdin.close()
            process.wait(10)
