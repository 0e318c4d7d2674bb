"""A chat as readable text: who, what they said, [what could be tapped]."""

from collections.abc import Iterable

from sandbox.chats import Line


def transcript(lines: Iterable[Line]) -> str:
    return "\n".join(_told(line) for line in lines)


def _told(line: Line) -> str:
    indent = "\n" + " " * 4
    rows = [" ".join(f"[{label}]" for label in row) for row in line.buttons]
    return indent.join([f"{line.who}: " + line.words.replace("\n", indent), *rows])
