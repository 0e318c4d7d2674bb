"""Answers as they look in a chat on a narrow phone, and the page around them."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import singledispatch
from html import escape

from clinic.model import Clinic
from handlers.screen import Answer, Button, Commands, File, Key, Line, Picture, Pin, Screen

CSS = """
body { margin: 24px; background: #dfe7ec; color: #111; font: 15px/1.4 "Helvetica Neue", Arial, sans-serif; }
h1, h2 { font-weight: 600; } h2 { margin: 32px 0 12px; }
section { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
.chat, section > p { width: 328px; margin: 0; }
.said, section > p { background: #fff; border-radius: 12px; padding: 8px 12px; box-sizing: border-box;
  white-space: pre-line; overflow-wrap: anywhere; }
.said img { display: block; width: 100%; border-radius: 8px; margin-bottom: 6px; }
.row { display: flex; gap: 4px; margin-top: 4px; }
.row span { flex: 1; min-width: 0; padding: 8px 4px; border-radius: 8px; background: #8aa3b3; color: #fff;
  text-align: center; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: 14px; }
.row .primary { background: #3c8be0; } .row .success { background: #3a9d5d; } .row .danger { background: #cf4b4b; }
.keys { margin-top: 8px; } .keys .row span { background: #fff; color: #222; }
code { font-family: monospace; } pre { margin: 0; white-space: pre-wrap; }
"""


@singledispatch
def drawn(answer: Answer, clinic: Clinic) -> str:
    """One answer; several screens of one answer are given one by one."""
    raise TypeError(f"no drawing of {type(answer).__name__} for {clinic.name}")


@drawn.register
def _screen(screen: Screen, clinic: Clinic) -> str:
    picture = _picture(screen.picture, clinic) if screen.picture else ""
    buttons = "".join(map(_buttons, screen.rows))
    keys = f'<div class="keys">{"".join(map(_keys, screen.keyboard))}</div>' if screen.keyboard else ""
    return _chat(picture + screen.text, buttons + keys)


@drawn.register
def _line(line: Line, _clinic: Clinic) -> str:
    return _chat(line.text, "".join(map(_buttons, line.rows)))


@drawn.register
def _pin(pin: Pin, _clinic: Clinic) -> str:
    return _chat(f"📍 <b>{escape(pin.title)}</b>\n{escape(pin.address)}")


@drawn.register
def _file(file: File, _clinic: Clinic) -> str:
    """A page is shown as whoever opens it reads it."""
    page = file.content.decode() if file.name.endswith(".html") else ""
    inside = page.partition("<body>")[2].partition("</body>")[0]
    return _chat(f"📎 <b>{escape(file.name)}</b>\n{file.caption}", inside)


@drawn.register
def _commands(menu: Commands, _clinic: Clinic) -> str:
    return _chat("\n".join(f"<b>/{command}</b> {escape(told)}" for command, told in menu.told.items()))


def _chat(text: str, below: str = "") -> str:
    return f'<div class="chat"><div class="said">{text}</div>{below}</div>'


def _picture(picture: Picture, clinic: Clinic) -> str:
    (photo,) = (doctor.photo for doctor in clinic.doctors if doctor.id == picture.doctor)
    return f'<img alt="" src="data:image/jpeg;base64,{b64encode(photo.read_bytes()).decode()}">' if photo else ""


def _buttons(row: Sequence[Button]) -> str:
    return _row([f'<span class="{button.style or ""}">{escape(button.text)}</span>' for button in row])


def _keys(row: Sequence[Key]) -> str:
    return _row([f"<span>{escape(key.text)}</span>" for key in row])


def _row(spans: Sequence[str]) -> str:
    return f'<div class="row">{"".join(spans)}</div>'


def page(language: str, title: str, sections: Mapping[str, Sequence[str]]) -> str:
    body = "\n".join(f"<h2>{name}</h2>\n<section>\n{_lines(shown)}\n</section>" for name, shown in sections.items())
    head = f'<meta charset="utf-8"><title>{title}</title><style>{CSS}</style>'
    return (
        f'<!doctype html>\n<html lang="{language}"><head>{head}</head><body><h1>{title}</h1>\n{body}\n</body></html>\n'
    )


def _lines(shown: Sequence[str]) -> str:
    return "\n".join(shown)
