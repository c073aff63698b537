"""A derivation: the lines that stand, the one asked for below them, until the gradient is there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from engine.counted import counted
from tutor.assessment.questions import Question
from tutor.course.ids import lesson_number
from tutor.exercises.derivation import derived, lines, standing
from tutor.exercises.model import Exercise
from tutor.exercises.work import record_passed
from tutor.exercises.written import DerivedLine
from tutor.progress.store import Store
from tutor.screens.marked import MarkedScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.next_line import NextLine
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView
from tutor.widgets.title_bar import TitleBar

_DONE, _OPEN = "━", "─"
ALONE = "without hints"


class DerivationScreen(MarkedScreen):
    """Asks line after line; each answer is kept at once, so a series goes on where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "go on"),
        Binding("enter,right,l", "go_on", show=False),
        Binding("ctrl+n", "go_on", show=False, tooltip="Go on, also out of a line of text."),
        Binding("a", "alone", "once more, without hints", tooltip="Derive it with no hints."),
        Binding("escape", "leave", "back"),
    ]

    def __init__(self, exercise: Exercise, store: Store) -> None:
        super().__init__(store)
        self.exercise = exercise
        self._lines: tuple[DerivedLine, ...] = lines(exercise)
        self._shown: set[int] = set()
        """The lines of this time that were shown and not found."""
        self._at = 0
        self._alone = False

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield VerticalScroll(id="quiz", can_focus=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        number = lesson_number(self.exercise.lesson) or self.exercise.lesson
        title = Content.assemble((f"{number}  ", "$accent"), (self.exercise.title, "bold"))
        self.query_one("#lesson-title", Static).update(title)
        self._at = derived(self._lines, self.store.best_scores(self.exercise.lesson))
        await self._show()

    @property
    def at_end(self) -> bool:
        return self._at == len(self._lines)

    async def answered(self, lesson: str, question: Question, score: float) -> None:
        if score == 1 and not self.at_end and question.id == self._lines[self._at].id:
            self._show_place(self._at + 1)

    async def action_go_on(self) -> None:
        """Go to the next line once this one stands, found or shown; at the end go back."""
        if self.at_end:
            self.dismiss()
            return
        view = self.query_one(QuestionView)
        if not view.is_closed:
            self.notify("The next line builds on this one. ctrl+t helps, at last by showing it.")
            view.focus_field()
            return
        if view.was_shown:
            self._shown.add(self._at)
        self._at += 1
        if self.at_end and not self._shown:
            record_passed(self.store, self.exercise)
        await self._show()

    async def on_next_line_followed(self, message: NextLine.Followed) -> None:
        message.stop()
        await self.action_go_on()

    async def action_alone(self) -> None:
        """Begin again from the first line, with no hints."""
        self._alone = True
        self._lines = lines(self.exercise, faded=True)
        self._shown.clear()
        self._at = 0
        await self._show()

    def action_leave(self) -> None:
        self.dismiss()

    def page_in_view(self) -> Widget:
        return self.query_one("#quiz")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "alone":
            written = self.exercise.derivation
            return self.at_end and written is not None and written.fades
        return True

    async def _show(self) -> None:
        """Show the lines that stand, and below them the question, or what was reached."""
        shown: list[Widget] = [Prose(self.exercise.task)] if not self._at else []
        shown += [Prose(standing(self._lines[: self._at]))] if self._at else []
        view: QuestionView | None = None
        if self.at_end:
            shown += [Prose(self._result()), NextLine("back")]
        else:
            question = self._lines[self._at]
            view = QuestionView(self.exercise.lesson, question)
            last = self._at + 1 == len(self._lines)
            shown += [view, NextLine("what you have derived" if last else f"line {self._at + 2}")]
        quiz = self.query_one("#quiz", VerticalScroll)
        async with quiz.batch():
            await quiz.remove_children()
            await quiz.mount(Vertical(*shown, classes="column"))
        self.set_focus(None)
        self._show_place(self._at)
        self.refresh_bindings()
        if view is not None:
            self.call_after_refresh(view.focus_field)
        else:
            quiz.scroll_home(animate=False)

    def _show_place(self, done: int) -> None:
        count = len(self._lines)
        bar = _DONE * done + _OPEN * (count - done)
        how = f"{ALONE}   " if self._alone else ""
        self.query_one("#place", Static).update(f"{how}{done} of {counted(count, 'line')}  {bar}")

    def _result(self) -> str:
        if self._shown:
            which = ", ".join(str(number + 1) for number in sorted(self._shown))
            lines_shown = f"Line {which} was" if len(self._shown) == 1 else f"Lines {which} were"
            return (
                f"**You have come to the end.** {lines_shown} shown to you: come back for what "
                "you have not found yet."
            )
        return f"**✔ Derived, every line.**\n\n{self.exercise.explanation}"
