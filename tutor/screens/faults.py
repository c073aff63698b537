"""A course that cannot be shown: every fault with its file and line, in place of a traceback."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.course.faults import CourseError
from tutor.steady_screen import SteadyScreen
from tutor.widgets.key_bar import KeyBar


class FaultsScreen(SteadyScreen[None]):
    """Lists what is wrong with a course, or with one of its lessons."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back"),
    ]

    def __init__(self, error: CourseError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        faults = self._error.faults
        count = "One fault keeps" if len(faults) == 1 else f"{len(faults)} faults keep"
        with VerticalScroll(classes="column"):
            yield Static(f"{count} this from being shown", classes="heading")
            for fault in faults:
                yield Static(Content(f"✘ {fault}"), classes="fault")
            yield Static(
                "Mend the files and open it again. `nn-tutor check` lists the same in the shell.",
                classes="hint",
                markup=False,
            )
        yield KeyBar()

    def action_leave(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit(return_code=1)
