"""What is in a table of the learner's, before anything is learned from it; each choice by key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.messages import Copied
from tutor.playground.own_table import OwnTable
from tutor.playground.table_picture import listed, outcome, title
from tutor.runs.command import command_line
from tutor.steady_screen import SteadyScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.picture import PictureView


class OwnTableScreen(SteadyScreen[Mapping[str, Any] | None]):
    """Its result are the settings to train with, if they are taken."""

    DEFAULT_CSS = """
    OwnTableScreen > #table-title { height: 2; margin: 0 1; }
    OwnTableScreen > #table-columns { height: 1fr; }
    OwnTableScreen > #table-outcome { height: auto; margin: 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "column", key_display="↑ ↓"),
        Binding("up", "move(-1)", show=False),
        Binding("home", "move(-1000)", show=False),
        Binding("end", "move(1000)", show=False),
        Binding("right", "turn(1)", "choice", key_display="← →"),
        Binding("left", "turn(-1)", show=False),
        Binding("d", "change('dropped')", "drop", tooltip="leave this column out, or take it back"),
        Binding("L", "change('as_label')", "label", key_display="L"),
        Binding(
            "k",
            "change('of_other_kind')",
            "kind",
            tooltip="a label as classes or numbers, numbers as words",
        ),
        Binding(
            "D",
            "change('with_other_decimals')",
            "decimals",
            key_display="D",
            tooltip="point or comma before decimals",
        ),
        Binding("v", "change('with_validation')", "validation", tooltip="share of rows held out"),
        Binding("s", "change('scaling')", "scale", tooltip="this column to mean 0, deviation 1"),
        Binding("a", "change('for_all')", "all", tooltip="this choice for all columns"),
        Binding(
            "u", "change('as_unknown')", "unknown", tooltip="take -999 and the like as missing"
        ),
        Binding(
            "H",
            "change('with_other_header')",
            "header",
            key_display="H",
            tooltip="the first line as names, or as an example",
        ),
        Binding("y", "copy", "copy the command"),
        Binding("enter", "take", "train"),
        Binding("escape", "dismiss", "back"),
    ]

    def __init__(self, table: OwnTable) -> None:
        super().__init__()
        self.table = table
        self._wanted: list[Callable[[OwnTable], OwnTable]] = []
        """What was pressed and is not done yet, in its order."""
        self._taken = False

    def compose(self) -> ComposeResult:
        yield PictureView(id="table-title")
        yield PictureView(id="table-columns")
        yield PictureView(id="table-outcome")
        yield KeyBar()

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is trained as long as something is undecided."""
        return self.table.used is not None if action == "take" else True

    def action_move(self, by: int) -> None:
        self._do(lambda table: table.moved(by))

    def action_turn(self, by: int) -> None:
        self._do(lambda table: table.turned(by))

    def action_change(self, how: str) -> None:
        self._do(lambda table: getattr(table, how)())

    def action_copy(self) -> None:
        command = command_line(self.table.settings, {})
        self.post_message(Copied(command, "the command that trains on this table"))

    def action_take(self) -> None:
        self._taken = True
        if not self._wanted:
            self._take()

    def _take(self) -> None:
        """Train, unless what was changed meanwhile leaves something undecided."""
        self._taken = False
        if self.table.used is not None:
            self.dismiss(self.table.settings)

    def _do(self, change: Callable[[OwnTable], OwnTable]) -> None:
        """Put a change in line; a large table takes its time, and keys may come faster."""
        self._wanted.append(change)
        if len(self._wanted) == 1:
            self.run_worker(self._work_off(), group="table")

    async def _work_off(self) -> None:
        while self._wanted:
            try:
                self.table = await asyncio.to_thread(self._wanted[0], self.table)
            except ValueError as error:
                self.notify(str(error), severity="warning", timeout=4, markup=False)
            finally:
                self._wanted.pop(0)
        self._draw()
        self.refresh_bindings()
        if self._taken:
            self._take()

    def _draw(self) -> None:
        width = self.size.width
        shown = {name: self.query_one(f"#table-{name}", PictureView) for name in _PARTS}
        shown["outcome"].picture = outcome(self.table, width)
        shown["title"].picture = title(self.table, width - 2)
        self.call_after_refresh(self._draw_columns)

    def _draw_columns(self) -> None:
        columns = self.query_one("#table-columns", PictureView)
        columns.picture = listed(self.table, self.size.width, columns.size.height)


_PARTS = ("title", "outcome")
