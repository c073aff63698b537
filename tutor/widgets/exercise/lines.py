"""The lines of a program to be put in order and indented; some do not belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Static

from tutor.exercises.line_order import (
    INDENT,
    PlacedLine,
    file_of,
    ordered,
    placed_lines,
    program_of,
)
from tutor.exercises.model import Exercise
from tutor.widgets.exercise.python_colours import STYLES, coloured

_DEEPEST = 6


class LinesView(VerticalScroll, can_focus=True):
    """A list whose cursor carries a line up and down, in and out."""

    DEFAULT_CSS = """
    LinesView { height: 1fr; padding: 0 0 0 1; scrollbar-size-vertical: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "line", key_display="↑ ↓", tooltip="Choose a line."),
        Binding("down", "move(1)", show=False),
        Binding("space", "pick_up", "carry", tooltip="Pick the line up: ↑ ↓ carry it then."),
        Binding("shift+up,K", "carry(-1)", show=False),
        Binding("shift+down,J", "carry(1)", show=False),
        Binding("left", "indent(-1)", "indent", key_display="← →", tooltip="Indent the line."),
        Binding("right,tab", "indent(1)", show=False),
        Binding("shift+tab", "indent(-1)", show=False),
        Binding(
            "x,delete,backspace",
            "leave_out",
            "leave out",
            key_display="x",
            tooltip="Leave the line out, or take it in again.",
        ),
        Binding("ctrl+z", "undo", show=False),
    ]

    class Changed(Message):
        """The program is another than before."""

    def __init__(self, exercise: Exercise, text: str) -> None:
        super().__init__(id="sheet")
        self._exercise = exercise
        self._lines = placed_lines(exercise, text)
        self._before: list[tuple[PlacedLine, ...]] = []
        self._cursor = 0
        self._carrying = False

    @property
    def text(self) -> str:
        """The lines as they are kept."""
        return file_of(self._lines)

    @property
    def program(self) -> str:
        """The program as it is now."""
        return program_of(self._lines)

    @property
    def place(self) -> str:
        """Where the cursor is, in words."""
        return f"line {self._cursor + 1} of {len(self._lines)}"

    @property
    def row(self) -> int:
        """The row of the line at the cursor, from 0."""
        return self._cursor

    @property
    def line(self) -> PlacedLine:
        """The line at the cursor."""
        return self._lines[self._cursor]

    @property
    def below(self) -> Sequence[PlacedLine]:
        """The lines after it."""
        return self._lines[self._cursor + 1 :]

    def change_to(self, text: str) -> None:
        """Put another program in the place of this one; undo brings it back."""
        self._change(placed_lines(self._exercise, text), self._cursor)

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, from 1."""
        self._cursor = max(0, min(line, len(self._lines)) - 1)
        self._draw()

    def begin(self) -> None:
        """Go to where there is something to do."""
        self._cursor = 0
        self._draw()

    def compose(self) -> ComposeResult:
        yield Static()

    def on_mount(self) -> None:
        self._draw()

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self._carrying = False
        if self.is_mounted:
            self._draw()

    def on_click(self, event: Click) -> None:
        out = sum(not line.out for line in self._lines)
        row = event.y + self.scroll_offset.y
        row -= row > out
        if 0 <= row < len(self._lines):
            self._cursor = row
            self._draw()

    def action_move(self, by: int) -> None:
        if self._carrying:
            self.action_carry(by)
            return
        self._cursor = max(0, min(self._cursor + by, len(self._lines) - 1))
        self._draw()

    def action_pick_up(self) -> None:
        self._carrying = not self._carrying and not self.line.out
        self._draw()

    def action_carry(self, by: int) -> None:
        """Let the line change places with its neighbour."""
        at, there = self._cursor, self._cursor + by
        lines = list(self._lines)
        if 0 <= there < len(lines) and lines[at].out == lines[there].out:
            lines[at], lines[there] = lines[there], lines[at]
            self._change(lines, there)

    def action_indent(self, by: int) -> None:
        line = self.line
        level = max(0, min(line.level + by, _DEEPEST))
        if level != line.level and not line.out:
            self._replace(line._replace(level=level))

    def action_leave_out(self) -> None:
        """Leave the line out of the program, or take it in again."""
        line = self.line
        self._carrying = False
        self._replace(line._replace(out=not line.out))

    def action_undo(self) -> None:
        if self._before:
            self._lines = self._before.pop()
            self._changed()

    def _replace(self, line: PlacedLine) -> None:
        lines = list(self._lines)
        lines[self._cursor] = line
        self._change(lines, self._cursor)

    def _change(self, lines: Sequence[PlacedLine], cursor: int) -> None:
        self._before.append(self._lines)
        self._lines, self._cursor = ordered(lines), cursor
        self._changed()

    def _changed(self) -> None:
        self._cursor = max(0, min(self._cursor, len(self._lines) - 1))
        self._draw()
        self.post_message(self.Changed())

    def _draw(self) -> None:
        rows: list[Content] = []
        for number, line in enumerate(self._lines):
            if line.out and (number == 0 or not self._lines[number - 1].out):
                rows.append(Content.styled("  ┄┄ left out ┄┄", "dim"))
            rows.append(self._row(number, line))
        self.query_one(Static).update(Content("\n").join(rows))
        below = any(line.out for line in self._lines[: self._cursor + 1])
        self.scroll_to_region(Region(0, self._cursor + below, 1, 1), animate=False)

    def _row(self, number: int, line: PlacedLine) -> Content:
        here = number == self._cursor
        grip = "↕ " if here and self._carrying else "▸ " if here else "  "
        code = Content(" " * INDENT * line.level * (not line.out) + line.text)
        if line.out:
            code = code.stylize("dim")
        else:
            for start, end, kind in coloured(code.plain)[0]:
                code = code.stylize(STYLES[kind], start, end)
        label = Content.styled("   " if line.out else f"{number + 1:>2} ", "dim")
        row = Content.assemble((grip, "$accent bold"), label, code)
        return row.stylize("reverse", 2, len(row)) if here and self.has_focus else row
