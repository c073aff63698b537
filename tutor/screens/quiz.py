"""The quiz at the end of a lesson: one question at a time, then what is worth another look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from tutor.assessment.questions import Question
from tutor.course.model import Lesson
from tutor.messages import LessonFinished
from tutor.progress.store import Store
from tutor.screens.marked import MarkedScreen
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView


class QuizScreen(MarkedScreen):
    """Asks each question once; at the end those that were missed can be taken again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "go on"),
        Binding("enter,right,l,n", "go_on", show=False),
        Binding("left", "back", "previous"),
        Binding("h,p", "back", show=False),
        Binding("m", "missed", "only what I missed"),
        Binding("down,j", "scroll_page(1)", show=False),
        Binding("up,k", "scroll_page(-1)", show=False),
        Binding("escape", "leave", "lesson"),
    ]

    def __init__(self, lesson: Lesson, store: Store) -> None:
        super().__init__(store)
        self.lesson = lesson
        self._title = f"{lesson.number}  {lesson.title}"
        self._asked: Sequence[Question] = lesson.quiz
        self._place = 0
        self._round = 0
        self._scores: dict[str, float] = {}

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Static(Content(f"Quiz · {self._title}"), id="lesson-title")
            yield Static(id="place")
        yield VerticalScroll(id="quiz", can_focus=False)
        yield Footer()

    async def on_mount(self) -> None:
        await self._show()

    def answered(self, question_id: str, score: float) -> None:
        # The first answer of a round counts: a second try has read the feedback.
        self._scores.setdefault(question_id, score)
        self._show_place()
        self.refresh_bindings()

    async def action_go_on(self) -> None:
        if self._place < len(self._asked):
            self._place += 1
            await self._show()
        else:
            self.post_message(LessonFinished())

    async def action_back(self) -> None:
        if self._place > 0:
            self._place -= 1
            await self._show()

    async def action_missed(self) -> None:
        self._asked = [question for question in self._asked if self._missed(question)]
        self._round += 1
        self._place = 0
        self._scores = {}
        await self._show()

    async def action_scroll_page(self, rows: int) -> None:
        self.query_one("#quiz").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Leave the field that has the focus, else the quiz."""
        if self.focused is not None:
            self.set_focus(None)
        else:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "missed":
            at_end = self._place == len(self._asked)
            return at_end and any(self._missed(question) for question in self._asked)
        if action == "back":
            return self._place > 0
        return True

    async def _show(self) -> None:
        """Bring the question in turn, or at the end the result, in view."""
        quiz = self.query_one("#quiz", VerticalScroll)
        async with quiz.batch():
            await quiz.remove_children()
            column = Vertical(classes="column")
            await quiz.mount(column)
            if self._place < len(self._asked):
                question = self._asked[self._place]
                view = QuestionView(question, seed=self._seed(question))
                await column.mount(view)
                self.call_after_refresh(view.focus_field)
            else:
                await column.mount(Prose(self._result()))
                self.set_focus(None)
        quiz.scroll_home(animate=False)
        self._show_place()
        self.refresh_bindings()

    def _seed(self, question: Question) -> int:
        """New numbers each round, and each time the quiz is taken again."""
        assert self.lesson is not None
        taken = self.store.attempts(self.lesson.id)
        return self._round + sum(attempt.question == question.id for attempt in taken)

    def _show_place(self) -> None:
        marks = "".join(
            mark_of(self._scores[question.id]) if question.id in self._scores else "·"
            for question in self._asked
        )
        number = min(self._place + 1, len(self._asked))
        place = Content(f"question {number}/{len(self._asked)}  {marks}")
        self.query_one("#place", Static).update(place)

    def _missed(self, question: Question) -> bool:
        return self._scores.get(question.id, 0.0) < 1

    def _result(self) -> str:
        right = sum(not self._missed(question) for question in self._asked)
        lines = [f"**{right} of {len(self._asked)} right at the first try**\n"]
        for question in self._asked:
            score = self._scores.get(question.id)
            mark = "·" if score is None else mark_of(score)
            first_line = question.prompt.strip().splitlines()[0]
            lines.append(f"- {mark} {first_line}")
        again = "`m` asks those again that you missed. " if right < len(self._asked) else ""
        lines.append(f"\n{again}`space` takes you back to the course.")
        return "\n".join(lines)


def mark_of(score: float) -> str:
    """Return the sign of a score: right, partly or wrong."""
    if score == 1:
        return "✔"
    return "◐" if score > 0 else "✘"
