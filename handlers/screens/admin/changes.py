"""What was changed last: who, what, when, before and after."""

import html
from collections.abc import Sequence

from clinic.model import Clinic
from handlers.admin_taps import AdminUndo
from handlers.screen import Button, Screen, rows
from handlers.screens.admin.files import overwrites
from handlers.screens.admin.home import to_home
from handlers.screens.admin.preview import place, told
from handlers.screens.admin.values import bold
from handlers.screens.pages import fitting
from locales.words import Words
from reception.admin.changes import Change, Json
from reception.admin.edits import Edit
from reception.admin.parts import Part
from reception.admin.who import CAME, WENT

ROOM, EACH = 3600, 160


def last_changes(say: Words, clinic: Clinic, edits: Sequence[Edit]) -> Screen:
    lines = [_told(say, clinic, edit) for edit in edits] or [say("Nothing has been changed here yet.")]
    heading = say("<b>📜 Last changes</b>")
    newest = next((edit for edit in edits if edit.revision), None)
    undo = Button(say.label("↩️ Undo the last one"), AdminUndo(revision=newest.revision or 0)) if newest else None
    return Screen("\n\n".join(fitting((heading, *lines), ROOM, 2)), rows(undo, to_home(say)))


def _told(say: Words, clinic: Clinic, edit: Edit) -> str:
    nobody = say.label("somebody who has left")
    when, who = say.moment(edit.at, clinic.zone), edit.by or nobody
    head = f"{bold(when)}, {html.escape(who, quote=False)}"
    if edit.part == CAME:
        return "\n".join((head, say("has become an admin")))
    if edit.part == WENT:
        return "\n".join((head, say("has removed {name} from the admins", name=say.pick(edit.named) or nobody)))
    assert edit.change is not None  # all others change the clinic
    part = Part(edit.part)
    where = html.escape(place(say, clinic, part, edit.named, edit.change), quote=False)
    if part is Part.FILE:
        fields = overwrites(say, edit.change, edit.change.before)
        return "\n".join((head, where, *(field.splitlines()[0] for field in fields)))
    before, after = (_short(say, part, edit.change, one) for one in (edit.change.before, edit.change.after))
    return f"{head}\n{where}\n{before} → {after}"


def _short(say: Words, part: Part, change: Change, value: Json) -> str:
    if value in (None, {}, []):
        return "—"
    return " / ".join(" ".join(line.split()) for line in told(say, part, change, value, EACH))
