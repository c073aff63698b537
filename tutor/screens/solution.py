"""The solution of an exercise beside the learner's own program, and why it is so."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.exercises.model import Exercise
from tutor.screens.chooser import Chooser, Offer
from tutor.steady_screen import SteadyScreen
from tutor.widgets.beside import BREAKPOINTS
from tutor.widgets.exercise.python_colours import listing
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.prose import Prose
from tutor.widgets.title_bar import TitleBar


def wants_solution(*, after_hints: bool = True) -> Chooser[bool]:
    """Return the dialog that asks whether the solution is to be seen."""
    said = "That was the last hint" if after_hints else "There are no hints this time"
    choices = [
        Offer(Content("Not yet: I go on trying"), False),
        Offer(Content("Show me the solution, and why it is so"), True),
    ]
    return Chooser[bool](said, choices)


class SolutionScreen(SteadyScreen[None]):
    """Shows both programs; lines that the other has not are marked."""

    CSS_PATH = "lesson.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    DEFAULT_CSS = """
    SolutionScreen > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; padding: 1 2 0 2; }
    SolutionScreen .programs { height: auto; }
    SolutionScreen .program {
        width: 1fr; height: auto; border: round $panel; padding: 0 1 0 0;
        border-title-color: $text-muted;
    }
    SolutionScreen.-one-column .programs { layout: vertical; }
    SolutionScreen.-one-column .program { width: 100%; }
    SolutionScreen .why { max-width: 84; height: auto; margin: 1 0 0 0; }
    SolutionScreen .why Prose { height: auto; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "back to your program"),
    ]

    def __init__(self, exercise: Exercise, own: str) -> None:
        super().__init__()
        self._exercise, self._own = exercise, own

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled(self._exercise.title, "bold"), "the solution")
        with VerticalScroll():
            with Horizontal(classes="programs"):
                yield from self._program("the solution", self._exercise.solution, self._own)
                yield from self._program("yours", self._own, self._exercise.solution)
            with Vertical(classes="why"):
                yield Prose(self._exercise.explanation)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _program(self, title: str, code: str, other: str) -> ComposeResult:
        shown = Static(listing(code.rstrip("\n"), unlike(code, other)), classes="program")
        shown.border_title = title
        yield shown


def unlike(code: str, other: str) -> set[int]:
    """Return the lines of a program, from 0, that the other program has not."""
    lines, others = code.splitlines(), other.splitlines()
    matcher = SequenceMatcher(None, lines, others, autojunk=False)
    alike = {
        block.a + step for block in matcher.get_matching_blocks() for step in range(block.size)
    }
    return {place for place, line in enumerate(lines) if place not in alike and line.strip()}
