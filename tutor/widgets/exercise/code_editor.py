"""An editor for Python: coloured, indented as one types; tab belongs to it, esc leads out."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widgets import TextArea
from textual.widgets.text_area import Selection, TextAreaTheme

from tutor.widgets.exercise.python_colours import STYLES, Stretch, coloured
from tutor.widgets.text_line import act_in_turn

_THEME = "quiet"
_INDENT = 4
_GAP = re.compile(r"\s*(#.*\byour\b|\.\.\.|pass\b|raise NotImplementedError)", re.IGNORECASE)


class CodeEditor(TextArea):
    """A program to be written."""

    DEFAULT_CSS = """
    CodeEditor, CodeEditor:focus { border: none; padding: 0; background: $background; }
    CodeEditor { scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
    CodeEditor > .code--keyword { color: $text-accent; }
    CodeEditor > .code--string { color: $text-success 85%; }
    CodeEditor > .code--number { color: $text-warning 90%; }
    CodeEditor > .code--comment { text-style: dim; }
    CodeEditor > .code--function { text-style: bold; }
    CodeEditor > .code--fault { color: $wrong; text-style: underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"code--{kind}" for kind in (*STYLES, "fault")}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "indent(1)", show=False),
        Binding("shift+tab", "indent(-1)", show=False),
    ]

    def __init__(self, text: str = "") -> None:
        super().__init__(
            text, soft_wrap=False, show_line_numbers=True, max_checkpoints=500, id="sheet"
        )
        # No look of its own for the cursor's line: it would cover the colours of the code.
        self.register_theme(TextAreaTheme(_THEME, cursor_line_style=Style()))
        self.theme = _THEME
        self._coloured = ""
        self._spans: list[list[Stretch]] = []
        self._fault: int | None = None

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        text = self.document.text
        if text != self._coloured:
            self._coloured, self._spans = text, coloured(text)
        for start, end, kind in self._spans[line_index] if line_index < len(self._spans) else ():
            line.stylize(self._look(kind), start, end)
        if line_index == self._fault:
            line.stylize(self._look("fault"), len(line.plain) - len(line.plain.lstrip()))
        return line

    def _look(self, kind: str) -> Style:
        return self.get_component_rich_style(f"code--{kind}", partial=True)

    def point_at(self, line: int | None) -> None:
        """Underline the line, from 1, that stopped the program, until something is typed."""
        fault = None if line is None else line - 1
        if fault != self._fault:
            self._fault = fault
            self.notify_style_update()  # else lines drawn before would stay as they were
            self.refresh()

    def go_to(self, line: int) -> None:
        """Put the cursor at the end of a line, from 1."""
        row = max(0, min(line, self.document.line_count) - 1)
        self.move_cursor((row, len(self.document[row])))

    def on_text_area_changed(self) -> None:
        self.point_at(None)

    @property
    def program(self) -> str:
        """The program as it is now."""
        return self.text

    @property
    def place(self) -> str:
        """Where the cursor is, in words."""
        row, column = self.cursor_location
        return f"line {row + 1}, column {column + 1}"

    def begin(self) -> None:
        """Go to where there is something to write."""
        lines = self.text.splitlines() or [""]
        row = next((n for n, line in enumerate(lines) if _GAP.match(line)), None)
        self.move_cursor((0, 0) if row is None else (row, len(lines[row])))

    def change_to(self, text: str) -> None:
        """Put another text in the place of all of it; undo brings the old one back."""
        if text == self.text:
            return
        row, column = self.cursor_location
        self.history.checkpoint()
        self.replace(text, self.document.start, self.document.end)
        self.history.checkpoint()
        self.move_cursor((min(row, self.document.line_count - 1), column))

    async def _on_key(self, event: Key) -> None:
        await act_in_turn(self, event)
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            start, end = sorted(self.selection)
            before = self.document[start[0]][: start[1]]
            deeper = " " * _INDENT if before.split("#")[0].rstrip().endswith(":") else ""
            self._put("\n" + _indentation(before) + deeper, start, end)

    def action_indent(self, by: int) -> None:
        """Move the lines selected, or the one at hand, by one level; else go to the next stop."""
        (first, _), (last, end) = sorted(self.selection)
        if by > 0 and first == last:
            stop = _INDENT - self.cursor_location[1] % _INDENT
            self._put(" " * stop, *sorted(self.selection))
            return
        if last > first and end == 0:
            last -= 1
        lines = [self.document[row] for row in range(first, last + 1)]
        moved = [_shifted(line, by) for line in lines]
        cursor = self.selection
        self.replace("\n".join(moved), (first, 0), (last, len(lines[-1])))
        if first == last:
            column = max(0, cursor.end[1] + len(moved[0]) - len(lines[0]))
            self.move_cursor((first, column))
        else:
            self.selection = Selection((first, 0), (last, len(moved[-1])))

    def action_delete_left(self) -> None:
        """Delete a whole level of indentation where there is nothing else before the cursor."""
        row, column = self.cursor_location
        before = self.document[row][:column]
        extra = (column - 1) % _INDENT if before and not before.strip(" ") else 0
        if self.selection.is_empty and extra:
            self._put("", (row, column - 1 - extra), (row, column))
        else:
            super().action_delete_left()

    def _put(self, text: str, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.replace(text, start, end, maintain_selection_offset=False)


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _shifted(line: str, by: int) -> str:
    if by > 0:
        return " " * _INDENT + line if line.strip() else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, _INDENT) :]
