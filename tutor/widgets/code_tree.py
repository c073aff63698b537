"""The calls, loops and lines of a recorded program, to go through with a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Size
from textual.message import Message

from tutor.plots.arrange import fitted, giving_way
from tutor.plots.cells import Row, Span
from tutor.programs.moves import WalkPlace
from tutor.programs.tree_rows import Folds, TreeRow, Verdicts, tree_rows
from tutor.widgets.picture import PictureView

CURSOR = "▸ "
_SCROLLED = 3
"""Rows that a turn of the wheel goes on by."""


class CodeTree(PictureView, can_focus=True):
    """Rows that fold; says where the cursor wants to go."""

    DEFAULT_CSS = "CodeTree { height: 1fr; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "go there", tooltip="Go to what the cursor stands on."),
        Binding("down", "move(1)", "choose", key_display="↑ ↓", tooltip="The next row."),
        Binding("up", "move(-1)", show=False, tooltip="The row before."),
        Binding("pagedown", "page(1)", show=False, tooltip="A page of rows on."),
        Binding("pageup", "page(-1)", show=False, tooltip="A page of rows back."),
        Binding("home", "move(-1000000)", show=False, tooltip="The first row."),
        Binding("end", "move(1000000)", show=False, tooltip="The last row."),
        Binding(
            "right",
            "unfold",
            "fold",
            key_display="← →",
            tooltip="Unfold a call, a loop or an iteration.",
        ),
        Binding(
            "left", "fold", show=False, tooltip="Fold it, or go to the call or loop round a row."
        ),
        Binding(
            "tab,shift+tab,escape",
            "leave",
            "source",
            key_display="tab",
            tooltip="Back to the source.",
        ),
    ]

    @dataclass
    class Chosen(Message):
        """One wants to go to an operation, or to as many operations behind the beginning."""

        there: WalkPlace | int

    class Left(Message):
        """One wants to leave the tree."""

    def __init__(self, standing: WalkPlace, verdicts: Verdicts) -> None:
        super().__init__()
        self._standing = standing
        self._verdicts = verdicts
        self._folds = Folds()
        self._rows: list[TreeRow] = []
        self._cursor = self._first = 0

    def show(self, standing: WalkPlace, verdicts: Verdicts) -> None:
        """Show the tree round an operation, the cursor on it where it has moved."""
        if standing.recorded is not self._standing.recorded:
            self._folds = Folds()
        self._standing, self._verdicts = standing, verdicts
        self._rows = tree_rows(standing, verdicts, self._folds)
        self._cursor = next((n for n, row in enumerate(self._rows) if row.here), 0)
        self._draw()

    def fold(self, by: int) -> None:
        """Fold the innermost call or loop that one stands in, or unfold one more of them."""
        path = self._standing.recorded.path(self._standing.operation.node)
        self._folds = self._folds.along(path, unfold=by < 0)
        self.show(self._standing, self._verdicts)

    def action_move(self, by: int) -> None:
        self._cursor = max(0, min(self._cursor + by, len(self._rows) - 1))
        self._draw()

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 1))

    def action_choose(self) -> None:
        row = self._rows[self._cursor]
        if row.positions:
            self.post_message(self.Chosen(self._standing.at(row.positions[0])))
        elif row.nodes:
            self._folds = self._folds.with_one(row.nodes[0], unfolded=True)
            self.post_message(self.Chosen(self._standing.begun(row.nodes[0], None)))

    def action_unfold(self) -> None:
        """Unfold what is folded; of what is not kept, or a line, go there."""
        row = self._rows[self._cursor]
        if row.unfolded:
            self.action_move(1)
        elif row.nodes and isinstance(self._standing.begun(row.nodes[0], None), WalkPlace):
            self._set(row.nodes[0], unfolded=True)
        else:
            self.action_choose()

    def action_fold(self) -> None:
        row = self._rows[self._cursor]
        if row.unfolded:
            self._set(row.nodes[0], unfolded=False)
        else:
            above = self._rows[: self._cursor]
            round_it = (
                n for n, each in enumerate(above) if each.unfolded and each.depth < row.depth
            )
            self.action_move(max(round_it, default=self._cursor) - self._cursor)

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def _set(self, node: int, unfolded: bool) -> None:
        """Fold or unfold a node; the cursor stays on it."""
        self._folds = self._folds.with_one(node, unfolded)
        self._rows = tree_rows(self._standing, self._verdicts, self._folds)
        self._cursor = next((n for n, row in enumerate(self._rows) if node in row.nodes), 0)
        self._draw()

    def on_click(self, event: Click) -> None:
        """Fold or unfold a call, a loop or an iteration; go to any other row."""
        place = self._first + event.y
        if place >= len(self._rows):
            return
        self._cursor = place
        row = self._rows[place]
        if len(row.nodes) != 1:
            self.action_choose()
        elif row.unfolded:
            self.action_fold()
        else:
            self.action_unfold()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self._scroll(_SCROLLED)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self._scroll(-_SCROLLED)

    def _scroll(self, by: int) -> None:
        """Show other rows; the cursor goes with them as far as it must."""
        last = max(0, len(self._rows) - self.size.height)
        self._first = max(0, min(self._first + by, last))
        shown = range(self._first, self._first + self.size.height)
        self._cursor = max(shown[0], min(self._cursor, shown[-1])) if shown else self._cursor
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return container.height

    def _draw(self) -> None:
        """Draw the rows there is room for, as before while the cursor is among them."""
        width, height = self.size
        if not self.display or not height:
            self.picture = []
            return
        last = max(0, len(self._rows) - height)
        if not self._first <= self._cursor < self._first + height:
            self._first = self._cursor - height // 2
        self._first = max(0, min(self._first, last))
        shown = self._rows[self._first : self._first + height]
        self.picture = [self._drawn(row, n, width) for n, row in enumerate(shown, self._first)]

    def _drawn(self, row: TreeRow, place: int, width: int) -> Row:
        whole = fitted(giving_way(row.row, width), width)
        if not self.has_focus or place != self._cursor:
            return whole
        marked = [Span(CURSOR), whole[0]._replace(text=whole[0].text[len(CURSOR) :]), *whole[1:]]
        return [span._replace(reverse=True, fg=None) for span in marked]
