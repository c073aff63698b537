"""A quiz: one question at a time, then what is worth another look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.assessment.questions import Question
from tutor.messages import LessonFinished
from tutor.progress.store import Store
from tutor.screens.marked import MarkedScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView

Item = tuple[str, Question]
"""A question and the id of the lesson that it comes from."""


class QuizScreen(MarkedScreen):
    """Asks each question once; at the end those that were missed can be taken again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "go on"),
        Binding("enter,right,l,n", "go_on", show=False),
        Binding("left", "back", "previous"),
        Binding("h,p", "back", show=False),
        Binding("m", "missed", "only what I missed"),
        Binding("escape", "leave", "back"),
    ]

    def __init__(self, title: str, items: Sequence[Item], store: Store) -> None:
        super().__init__(store, self._lesson_asking)
        self._title = title
        self.items = list(items)
        self._place = 0
        self._round = 0
        self._scores: dict[tuple[str, str], float] = {}

    def _lesson_asking(self, question: Question) -> str:
        return next(lesson for lesson, item in self.items if item is question)

    def compose(self) -> ComposeResult:
        with Horizontal(id="bar"):
            yield Static(Content(self._title), id="lesson-title")
            yield Static(id="place")
        yield VerticalScroll(id="quiz", can_focus=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        await self.begin()

    async def begin(self) -> None:
        """Ask the first question; a quiz that has to fetch its questions overrides this."""
        await self.show()

    async def answered(self, question: Question, score: float) -> None:
        # The first answer of a round counts: a second try has read the feedback.
        self._scores.setdefault((self._lesson_asking(question), question.id), score)
        self._show_place()
        self.refresh_bindings()

    def finished(self, score: float) -> None:
        """React to the end of the first round; `score` is the mean of its first answers."""

    async def action_go_on(self) -> None:
        if self._place < len(self.items):
            self._place += 1
            await self.show()
        elif self.items:
            self.post_message(LessonFinished())

    async def action_back(self) -> None:
        if self._place > 0:
            self._place -= 1
            await self.show()

    async def action_missed(self) -> None:
        self.items = [item for item in self.items if self._missed(item)]
        self._round += 1
        self._place = 0
        self._scores = {}
        await self.show()

    def page_in_view(self) -> Widget:
        return self.query_one("#quiz")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "missed":
            return self._place == len(self.items) and any(map(self._missed, self.items))
        if action == "back":
            return self._place > 0
        return True

    async def show(self) -> None:
        """Bring the question in turn, or at the end the result, in view."""
        quiz = self.query_one("#quiz", VerticalScroll)
        column = Vertical(classes="column")
        async with quiz.batch():
            await quiz.remove_children()
            await quiz.mount(column)
            if self._place < len(self.items):
                view = QuestionView(self.items[self._place][1], seed=self._seed())
                await column.mount(view)
                self.call_after_refresh(view.focus_field)
            else:
                await column.mount(Prose(self._result()))
                self.set_focus(None)
        quiz.scroll_home(animate=False)
        self._show_place()
        self.refresh_bindings()
        if self._place == len(self.items) and self._round == 0:
            points = (self._scores.get(_key(item), 0.0) for item in self.items)
            self.finished(sum(points) / len(self.items))

    def _seed(self) -> int:
        """New numbers each time that a question is asked again."""
        lesson, question = self.items[self._place]
        return self.store.tries(lesson, question.id)

    def _show_place(self) -> None:
        scores = (self._scores.get(_key(item)) for item in self.items)
        marks = "".join("·" if score is None else mark_of(score) for score in scores)
        number = min(self._place + 1, len(self.items))
        place = Content(f"question {number}/{len(self.items)}  {marks}")
        self.query_one("#place", Static).update(place)

    def _missed(self, item: Item) -> bool:
        return self._scores.get(_key(item), 0.0) < 1

    def _result(self) -> str:
        right = sum(not self._missed(item) for item in self.items)
        lines = [f"**{right} of {len(self.items)} right at the first try**\n"]
        for item in self.items:
            score = self._scores.get(_key(item))
            mark = "·" if score is None else mark_of(score)
            paragraph = item[1].drawn(0).prompt.strip().split("\n\n")[0]
            lines.append(f"- {mark} {' '.join(paragraph.split())}")
        again = "`m` asks those again that you missed, with new numbers where there are any. "
        lines.append(f"\n{again if right < len(self.items) else ''}")
        lines.append("`space` takes you back to the course.")
        return "\n".join(lines)


def mark_of(score: float) -> str:
    """Return the sign of a score: right, partly or wrong."""
    if score == 1:
        return "✔"
    return "◐" if score > 0 else "✘"


def _key(item: Item) -> tuple[str, str]:
    lesson, question = item
    return lesson, question.id
