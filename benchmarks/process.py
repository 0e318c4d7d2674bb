"""A bot as a process of its own: started, weighed, ended by its id."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MS_PER_TICK = 1000 / os.sysconf("SC_CLK_TCK")
MB_PER_PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20
UTIME, CSTIME = 11, 14  # of /proc/<pid>/stat behind the name: user, system, and both once more of children that ended
QUIET, LOOK = 0.3, 0.05  # seconds


class EndedError(Exception):
    """A bot ended by itself; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Process:
    child: asyncio.subprocess.Process
    log: Path

    def must_run(self) -> None:
        """Raise ``EndedError`` when it has ended."""
        if self.child.returncode is not None:
            raise EndedError(self.log.read_text())

    def cpu_ms(self) -> float:
        """User and system, of all threads."""
        fields = self._read("stat").rpartition(")")[2].split()
        return sum(map(int, fields[UTIME : CSTIME + 1])) * MS_PER_TICK

    def memory_mb(self) -> float:
        """Resident."""
        return int(self._read("statm").split()[1]) * MB_PER_PAGE

    async def quiet(self) -> None:
        """Until it has done next to nothing for a moment."""
        before = self.cpu_ms()
        while True:
            await asyncio.sleep(QUIET)
            after = self.cpu_ms()
            if after - before <= QUIET * 1000 * 0.1:
                return
            before = after

    def _read(self, file: str) -> str:
        return Path(f"/proc/{self.child.pid}/{file}").read_text()


@asynccontextmanager
async def running(module: str, environment: Mapping[str, str], folder: Path) -> AsyncIterator[Process]:
    """``python -m module`` in a folder of its own, so that no .env is read; what it says goes to ``log`` there."""
    known = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR", "LANG"}}
    said = folder / "log"
    with said.open("wb") as log:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            env={**known, "PYTHONPATH": str(ROOT), **environment},
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        yield Process(child, said)
    finally:
        with suppress(ProcessLookupError):
            child.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(child.wait(), 30)
        except TimeoutError:
            child.kill()
            await child.wait()
