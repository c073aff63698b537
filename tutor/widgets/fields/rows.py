"""A field of rows with a cursor: what choosing, ordering and matching share."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widgets import Static

from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.field import MARKS, Field
from tutor.widgets.inline import inline_content
from tutor.widgets.rewritten import rewrite

CURSOR = "▸"
"""Stands on the row that the keys act on, which colour alone would not show everywhere."""
Written = tuple[str, Content]
"""The mark of a row, and its text."""


class AnswerRow(Horizontal):
    """One row: a mark, and a text whose lines stay clear of the mark; the field writes it."""

    def __init__(self, number: int) -> None:
        super().__init__(classes="row")
        self.number = number

    def compose(self) -> ComposeResult:
        yield Static(classes="mark")
        yield Static(classes="text")

    def write(self, mark: str, text: Content) -> None:
        rewrite(self.query_one(".mark", Static), Content(mark))
        rewrite(self.query_one(".text", Static), text)


class RowsField(Field, can_focus=True):
    """Rows, counted from 0, with a cursor that the arrows move and a click sets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "choose", key_display="↑ ↓"),
        Binding("down,j", "move(1)", show=False),
    ]

    cursor: reactive[int] = reactive(0, init=False)
    """The row that the keys act on."""

    def __init__(self, count: int, written: Callable[[int, bool], Written]) -> None:
        """`written` tells what a row shows, and is told whether the cursor is on it."""
        super().__init__()
        self.count = count
        self._written = written

    def clicked(self) -> None:
        """Act on the row that was just clicked; the cursor is on it."""

    def compose(self) -> ComposeResult:
        for number in range(self.count):
            yield AnswerRow(number)
            yield Static(classes="said-of")

    def on_mount(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Write every row anew."""
        for row, said in zip(
            self.query(AnswerRow), self.query(".said-of").results(Static), strict=True
        ):
            here = self.has_focus and row.number == self.cursor and not self.closed
            mark, text = self._written(row.number, here)
            row.write((CURSOR if here else " ") + mark, text)
            row.set_class(here, "-cursor")
            row.set_class(self.is_kept(row.number) and not self.closed, "-kept")
            feedback = self._said_of(row.number)
            rewrite(said, feedback)
            said.display = bool(feedback)

    def part(self, number: int) -> int:
        """Return which part of the answer row `number` shows, for its feedback."""
        return number

    def is_kept(self, number: int) -> bool:
        """Tell whether row `number` was found right and stays as it is."""
        return False

    def says(self, number: int) -> bool:
        """Tell whether the last verdict's feedback still fits what row `number` shows."""
        return True

    def _said_of(self, number: int) -> Content:
        """Return the feedback on what a row shows; empty if there is none."""
        piece = self.piece(str(self.part(number)))
        if piece is None or not self.says(number):
            return Content("")
        mark = Content.styled(f"{MARKS[piece.outcome]} ", f"${piece.outcome}")
        return mark + inline_content(piece.text)

    def action_move(self, step: int) -> None:
        for _ in range(self.count):
            self.cursor = (self.cursor + step) % self.count
            if not self.is_kept(self.cursor):
                return

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A field with the right answer lets its keys through, so that enter goes on.
        return not self.closed

    def on_click(self, event: Click) -> None:
        clicked = event.widget.ancestors_with_self if event.widget else ()
        row = next((node for node in clicked if isinstance(node, AnswerRow)), None)
        if not self.closed and row is not None:
            self.cursor = row.number
            self.clicked()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.redraw()

    def watch_cursor(self) -> None:
        self.redraw()

    def watch_verdict(self, verdict: Verdict | None) -> None:
        if verdict is not None and not self.closed and self.is_kept(self.cursor):
            self.action_move(1)
        self.redraw()
        self.refresh_bindings()
