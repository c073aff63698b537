"""What is asked, and below it the hints that were taken, one at a time."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from tutor.widgets.help_ladder import KEY, LEFT, TAKEN
from tutor.widgets.inline import inline_content
from tutor.widgets.prose import Prose


class TaskView(VerticalScroll):
    """The task of an exercise; its last line is the ladder of hints."""

    DEFAULT_CSS = """
    TaskView { padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    TaskView > .task-title { text-style: bold; margin: 0 0 1 0; height: auto; }
    TaskView > .hints { height: auto; }
    TaskView > .rungs { height: auto; color: $text-muted; margin: 0 0 1 0; }
    TaskView > .rungs:hover { color: $accent; }
    """

    class HintAsked(Message):
        """The learner asks for the next hint with the mouse."""

    def __init__(self, title: str, task: str, hints: Sequence[str]) -> None:
        super().__init__()
        self._heading, self._asked, self._hints = title, task, hints
        self._taken = 0
        self._solution_seen = False

    def compose(self) -> ComposeResult:
        yield Static(inline_content(self._heading), classes="task-title")
        yield Prose(self._asked)
        yield Vertical(classes="hints")
        yield Static(classes="rungs")

    def on_mount(self) -> None:
        self._write()

    @property
    def taken(self) -> int:
        """How many hints are shown."""
        return self._taken

    @property
    def solution_seen(self) -> bool:
        """Whether the solution was looked at."""
        return self._solution_seen

    async def take_hints(self, count: int) -> int:
        """Show so many hints more, as far as there are any; return how many came."""
        fresh = self._hints[self._taken : self._taken + count]
        several = len(self._hints) > 1
        for hint in fresh:
            self._taken += 1
            name = f"Hint {self._taken}" if several else "Hint"
            await self.query_one(".hints", Vertical).mount(Prose(f"**{name}**  {hint}"))
        self._write()
        if fresh:
            self.call_after_refresh(self.scroll_end, animate=False)
        return len(fresh)

    def note_solution(self) -> None:
        """Show that the solution was looked at."""
        self._solution_seen = True
        self._write()

    def on_click(self, event: Click) -> None:
        if event.widget is not None and event.widget.has_class("rungs"):
            self.post_message(self.HintAsked())

    def _write(self) -> None:
        signs = TAKEN * self._taken + LEFT * (len(self._hints) - self._taken)
        solution = f"{TAKEN if self._solution_seen else LEFT} solution"
        left = self._taken < len(self._hints)
        following = f"{KEY} {'the next hint' if left else 'the solution'}"
        words = Content("   ").join([f"Hints {' '.join(signs)}", solution, following])
        self.query_one(".rungs", Static).update(words)
