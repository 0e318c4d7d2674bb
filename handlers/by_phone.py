"""Where nobody could answer in the chat the buttons to reception go: its phone stands in the text."""

from dataclasses import replace

from handlers.handoff_taps import Write
from handlers.screen import Answer, Button, Line, Screen


def by_phone(answer: Answer) -> Answer:
    if isinstance(answer, Line):
        return replace(answer, rows=without_writing(answer.rows))
    if isinstance(answer, Screen):
        return _screen(answer)
    return [_screen(one) for one in answer] if isinstance(answer, list | tuple) else answer


def _screen(screen: Screen) -> Screen:
    return replace(screen, rows=without_writing(screen.rows))


def without_writing(rows: tuple[tuple[Button, ...], ...]) -> tuple[tuple[Button, ...], ...]:
    left = (tuple(button for button in row if not isinstance(button.tap, Write)) for row in rows)
    return tuple(row for row in left if row)
