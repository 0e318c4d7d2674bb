"""The shape of the house: short files, as much test as code, nothing left lying about, no loose tasks."""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.architecture.rooms import ROOT, code

LONGEST, MEDIAN = 400, 100  # lines

# Where tasks are made, and who waits for each or cuts it off.
SUPERVISED = {
    "bot/commands/running.py": 1,  # what can wait until people are served: cancelled and awaited at the end
    "bot/intake.py": 1,  # the keeper: cancelled and awaited by ``drain``
    "bot/lanes.py": 1,  # one a chat with something to do: awaited, then cancelled, by ``close``
    "bot/polling.py": 2,  # a wish and the stop signal: cancelled and gathered where they were made
    # The tap's acknowledgement, awaited before the tap counts as handled; and the work on it, awaited by the same call,
    # so that "One moment" can be said meanwhile.
    "bot/talking.py": 2,
    "bot/wakeups.py": 1,  # who looks at the machine's clock: cancelled and awaited by ``stop``
    "db/together.py": 1,  # the writer of a group: those who asked wait for it, and it ends when nobody waits
    "sandbox/sockets.py": 1,  # a socket's sender: ends with its socket
    "sandbox/webhook.py": 1,  # the delivery: cancelled and awaited when the webhook goes
}
TASKS = {"create_task", "ensure_future", "TaskGroup", "run_coroutine_threadsafe"}


def of_tests() -> list[Path]:
    return code("tests")


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_file_is_long_and_most_are_short() -> None:
    assert {str(file.relative_to(ROOT)): lines(file) for file in code() + of_tests() if lines(file) > LONGEST} == {}
    assert median(lines(file) for file in code() + of_tests() if lines(file)) <= MEDIAN
    assert median(lines(file) for file in code() if lines(file)) <= MEDIAN


def test_there_is_as_much_test_as_code() -> None:
    assert sum(map(lines, of_tests())) >= sum(map(lines, code()))


def test_nothing_is_left_to_be_done_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    left = [
        f"{file.relative_to(ROOT)}: {note}"
        for file in code() + of_tests()
        for note in _notes(file)
        if later.search(note)
    ]
    assert left == []


def test_only_the_command_line_prints() -> None:
    prints = {str(file.relative_to(ROOT)) for file in code() if "print" in _called(file)}
    assert prints <= {"bot/__main__.py", "bot/commands/sandboxed.py"}


def test_every_task_is_held_and_ended_by_who_made_it() -> None:
    made = {str(file.relative_to(ROOT)): sum(_called(file)[task] for task in TASKS) for file in code()}
    assert {file: times for file, times in made.items() if times} == SUPERVISED


def _called(file: Path) -> Counter[str]:
    """How often each function is called, by the last part of its name."""
    calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return Counter(ast.unparse(call.func).rsplit(".", 1)[-1] for call in calls)


def _notes(file: Path) -> Iterator[str]:
    """Comments; a text that a test looks for is none."""
    tokens = tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline)
    return (token.string for token in tokens if token.type == tokenize.COMMENT)
