"""A quiz: one question at a time, then what is worth another look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Markdown, Static

from tutor.assessment.questions import Question
from tutor.course.links import destination
from tutor.course.model import Lesson
from tutor.messages import LessonFinished, LessonOpened
from tutor.progress.store import Store
from tutor.screens.marked import MarkedScreen, mark_of
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.next_line import NextLine
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView
from tutor.widgets.title_bar import TitleBar

Item = tuple[str, Question]
"""A question and the id of the lesson that it comes from."""


class QuizScreen(MarkedScreen):
    """Asks each question once; at the end those that were missed can be taken again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "go on"),
        Binding("enter,right,l,n", "go_on", show=False),
        Binding("left", "back", "previous", key_display="← p"),
        Binding("h,p", "back", show=False),
        Binding("m", "missed", "only what I missed"),
        Binding("o", "read_again", "read again"),
        Binding("escape", "leave", "back"),
    ]

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        store: Store,
        lessons: Mapping[str, Lesson] | None = None,
    ) -> None:
        """`lessons` are those that the questions come from, by id, to lead back to."""
        super().__init__(store)
        self._title = title
        self.items = list(items)
        self.lessons = lessons or {}
        self._place = 0
        self._round = 0
        self._scores: dict[tuple[str, str], float] = {}
        self._seeds: dict[tuple[str, str], int] = {}
        self._meaning: str | None = None
        """What the end of the first round meant; None before it."""

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled(self._title, "bold"))
        yield VerticalScroll(id="quiz", can_focus=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        await self.begin()

    async def begin(self) -> None:
        """Ask the first question; a quiz that has to fetch its questions overrides this."""
        await self.show()

    async def answered(self, lesson: str, question: Question, score: float) -> None:
        # The first answer of a round counts: a second try has read the feedback.
        self._scores.setdefault((lesson, question.id), score)
        self._show_place()
        self.refresh_bindings()

    def finished(self, score: float) -> str:
        """Return what the end of the first round means; `score` is the mean of first answers."""
        return ""

    def above(self, item: Item) -> str:
        """Return what is said above a question."""
        return ""

    async def action_go_on(self) -> None:
        if self._place < len(self.items):
            self._place += 1
            await self.show()
        elif self.items:
            self.post_message(LessonFinished())

    async def on_next_line_followed(self, message: NextLine.Followed) -> None:
        message.stop()
        await self.action_go_on()

    async def action_back(self) -> None:
        if self._place > 0:
            self._place -= 1
            await self.show()

    async def action_missed(self) -> None:
        self.items = [item for item in self.items if self._missed(item)]
        self._round += 1
        self._place = 0
        self._scores = {}
        self._seeds = {}
        await self.show()

    @work
    async def action_read_again(self) -> None:
        """Go to a page that a missed question comes from; ask which, if there are several."""
        from tutor.screens.chooser import Offer, chosen_of

        choices = [Offer(Content(title), href) for href, title in self._reading().items()]
        if chosen := await chosen_of(self, "Read again", choices):
            self._follow(chosen)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        event.stop()
        self._follow(event.href)

    def _follow(self, href: str) -> None:
        goal = destination(href, "")
        if goal is None:
            self.app.open_url(href)
        else:
            self.post_message(LessonOpened(goal.lesson, anchor=goal.anchor))

    def page_in_view(self) -> Widget:
        return self.query_one("#quiz")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        at_end = self._place == len(self.items)
        match action:
            case "missed":
                return at_end and any(map(self._missed, self.items))
            case "read_again":
                return at_end and bool(self._reading())
            case "back":
                return self._place > 0
        return True

    async def show(self) -> None:
        """Bring the question in turn, or at the end the result, in view."""
        quiz = self.query_one("#quiz", VerticalScroll)
        shown: list[Widget]
        view: QuestionView | None = None
        if self._place < len(self.items):
            item = self.items[self._place]
            view = QuestionView(*item, seed=self._seed(item))
            last = self._place + 1 == len(self.items)
            above = [Static(said, classes="above")] if (said := self.above(item)) else []
            shown = [*above, view, NextLine("the result" if last else "the next question")]
        else:
            if self._meaning is None and self.items:
                points = (self._scores.get(_key(item), 0.0) for item in self.items)
                self._meaning = self.finished(sum(points) / len(self.items))
            shown = [Prose(self._result()), NextLine("back to the course")]
        async with quiz.batch():
            await quiz.remove_children()
            await quiz.mount(Vertical(*shown, classes="column"))
        if view:
            self.call_after_refresh(view.focus_field)
        else:
            self.set_focus(None)
        quiz.scroll_home(animate=False)
        self._show_place()
        self.refresh_bindings()

    def _seed(self, item: Item) -> int:
        """Return the seed that a question is asked with: new numbers in each round."""
        lesson, question = item
        return self._seeds.setdefault(_key(item), self.store.tries(lesson, question.id))

    def _show_place(self) -> None:
        scores = (self._scores.get(_key(item)) for item in self.items)
        marks = "".join("·" if score is None else mark_of(score) for score in scores)
        number = min(self._place + 1, len(self.items))
        place = Content(f"question {number}/{len(self.items)}  {marks}")
        self.query_one("#place", Static).update(place)

    def _missed(self, item: Item) -> bool:
        return self._scores.get(_key(item), 0.0) < 1

    def _reading(self) -> dict[str, str]:
        """Return the pages that missed questions come from: what each link says, by its address."""
        missed = [item for item in self.items if self._missed(item)]
        return dict(
            self.lessons[lesson].place_of(question.id)
            for lesson, question in missed
            if lesson in self.lessons
        )

    def _result(self) -> str:
        """Return the result as Markdown."""
        right = sum(not self._missed(item) for item in self.items)
        lines = [f"**{right} of {len(self.items)} right at the first try**\n"]
        if self._round == 0:
            lines.append(f"{self._meaning or ''}\n")
        lines += [self._quoted(item) for item in self.items]
        if reading := self._reading():
            lines.append("\n**To read again** (`o`)\n")
            lines += [f"- [{title}]({href})" for href, title in reading.items()]
        if right < len(self.items):
            lines.append("\n`m` asks those again that you missed, with new numbers where it can.")
        return "\n".join(lines)

    def _quoted(self, item: Item) -> str:
        """Return a question as it was asked, behind the sign of its score."""
        score = self._scores.get(_key(item))
        mark = "·" if score is None else mark_of(score)
        asked = item[1].drawn(self._seeds.get(_key(item), 0))
        paragraph = asked.prompt.strip().split("\n\n")[0]
        return f"- {mark} {' '.join(paragraph.split())}"


def _key(item: Item) -> tuple[str, str]:
    lesson, question = item
    return lesson, question.id
