"""The keys of a dialog, on its lower edge; a click on the last one presses it."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

_ESC = Content.assemble(("esc", "$accent bold"), " closes")
CLOSED = _ESC.stylize(Style.from_meta({"@click": "screen.dismiss"}))
CHOSEN_FROM = Content.assemble(
    ("↑ ↓", "$accent bold"), " choose  ", ("enter", "$accent bold"), " takes it  ", CLOSED
)
