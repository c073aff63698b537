"""A live part with a line to type in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from engine.formula import FormulaError
from tutor.live.options import LiveOptions
from tutor.live.scene import State, TypedScene
from tutor.plots.captions import caption
from tutor.plots.cells import Picture
from tutor.widgets.entry import Entry
from tutor.widgets.live.part import LivePart


class TypedPart(LivePart[State]):
    """A live part that opens a line below its picture."""

    scene: TypedScene[State]

    DEFAULT_CSS = """
    TypedPart > Entry { dock: bottom; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("e,enter", "type", "type", key_display="e")]

    def __init__(self, options: LiveOptions, scene: TypedScene[State]) -> None:
        super().__init__(options, scene)
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield Entry()

    def action_type(self) -> None:
        self._problem = ""
        self._entry.open(self.scene.label, placeholder=self.scene.example)
        self.redraw()

    def on_entry_entered(self, event: Entry.Entered) -> None:
        event.stop()
        try:
            state = self.scene.entered(self.state, event.text)
        except FormulaError as error:
            self._problem = str(error)
            self._entry.point_at(None)
            self.redraw()
        else:
            self._close()
            self.show(state)

    def on_entry_left(self, event: Entry.Left) -> None:
        event.stop()
        self._close()

    @property
    def _entry(self) -> Entry:
        return self.query_one(Entry)

    def _close(self) -> None:
        self._problem = ""
        self._entry.close()
        self.focus()
        self.redraw()

    def _below(self, width: int) -> Picture:
        """Keep the last row free for the line, under what is wrong with what was typed."""
        rows = super()._below(width)
        if not self.is_mounted or not self._entry.is_open:
            return rows
        return [*rows, *caption(self._problem, width, "wrong"), []]
