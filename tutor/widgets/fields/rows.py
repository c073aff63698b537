"""A field of rows with a cursor: what choosing, ordering and matching share."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widgets import Static

from tutor.assessment.verdicts import Verdict
from tutor.widgets.fields.field import MARKS, Field
from tutor.widgets.inline import inline_content


class Row(Static):
    """One row; the field writes it."""

    def __init__(self, number: int) -> None:
        super().__init__(classes="row")
        self.number = number


class RowsField(Field, can_focus=True):
    """Rows, counted from 0, with a cursor that the arrows move and a click sets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("enter", "answer", "answer"),
    ]

    cursor: reactive[int] = reactive(0, init=False)
    """The row that the keys act on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def row(self, number: int, here: bool) -> Content:
        """Return what row `number` shows; `here` tells that the cursor is on it."""
        raise NotImplementedError

    def clicked(self) -> None:
        """Act on the row that was just clicked; the cursor is on it."""

    def compose(self) -> ComposeResult:
        for number in range(self.count):
            yield Row(number)
            yield Static(classes="said-of")

    def on_mount(self) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Write every row anew."""
        for row, said in zip(self.query(Row), self.query(".said-of").results(Static), strict=True):
            here = self.has_focus and row.number == self.cursor and self.verdict is None
            row.update(self.row(row.number, here))
            row.set_class(here, "-cursor")
            feedback = self.said_of(self.part(row.number))
            said.update(feedback)
            said.display = bool(feedback)

    def part(self, number: int) -> int:
        """Return which part of the answer row `number` shows, for its feedback."""
        return number

    def said_of(self, part: int) -> Content:
        """Return the feedback on one part of the answer; empty if there is none."""
        for piece in self.verdict.feedback if self.verdict else ():
            if piece.target == str(part):
                mark = Content.styled(f"{MARKS[piece.outcome]} ", f"${piece.outcome}")
                return mark + inline_content(piece.text)
        return Content("")

    def action_move(self, step: int) -> None:
        self.cursor = (self.cursor + step) % self.count

    def action_answer(self) -> None:
        self.commit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A marked field lets its keys through to the screen, so that enter goes on.
        return self.verdict is None

    def on_click(self, event: Click) -> None:
        if self.verdict is None and isinstance(event.widget, Row):
            self.cursor = event.widget.number
            self.clicked()

    def on_focus(self) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()

    def watch_cursor(self) -> None:
        self.redraw()

    def watch_verdict(self, verdict: Verdict | None) -> None:
        self.redraw()
        self.refresh_bindings()
