"""Review: what is due, one question after another, until each was right once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from engine.counted import counted
from tutor.assessment.questions import Question
from tutor.course.ids import lesson_number
from tutor.course.index import CourseIndex
from tutor.messages import LessonOpened, TroubleTold
from tutor.progress.cards import Key
from tutor.progress.faults import StoreError
from tutor.progress.store import Store
from tutor.review.asked import Questions, ReviewProgram, ReviewQuestion
from tutor.review.schedule import Due, ReviewSchedule, catch_up, minutes_for
from tutor.review.session import Session
from tutor.review.words import ago, ahead
from tutor.screens.marked import MarkedScreen, mark_of
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.next_line import NextLine
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView
from tutor.widgets.title_bar import TitleBar

_SPACED = 10  # marks, at most, that stand apart in the head
LATER = (
    "What is right without help comes back tomorrow at the earliest, each time after a longer "
    "while; what was missed or needed a hint comes back sooner."
)
WRITE = "You have written this once. `enter` opens it with nothing written: write it again."
NOTHING = (
    "Every question that you answer comes back here, at the time when you would begin to forget it."
)


class ReviewScreen(MarkedScreen):
    """One question alone; what is missed comes again, and every answer is kept at once."""

    DEFAULT_CSS = """
    ReviewScreen #missed { height: auto; margin: 1 2 0 2; color: $text-muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write it", tooltip="Write the program again, from the start."),
        Binding("space", "go_on", "go on"),
        Binding("enter,right,l", "go_on", show=False),
        Binding("ctrl+o", "page", "page", tooltip="Read the page it is from; esc leads back."),
        Binding("ctrl+n", "next", "next", tooltip="Go on, also out of a line of text."),
        Binding("escape", "leave", "stop"),
    ]

    def __init__(self, folder: Path, index: CourseIndex, store: Store) -> None:
        super().__init__(store)
        self._index = index
        self._folder = folder
        self._questions = Questions(folder, index)
        self._session: Session | None = None
        self._schedule: ReviewSchedule | None = None
        self._item: ReviewQuestion | ReviewProgram | None = None
        """What is asked now."""
        self._asked: list[tuple[Question, ReviewQuestion]] = []
        self._last: dict[Key, float] = {}
        self._places: dict[Key, str] = {}
        """What the pages are called that teach what was asked."""

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Review", "bold"))
        yield VerticalScroll(id="quiz", can_focus=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self._begin()

    @work(exclusive=True)
    async def _begin(self) -> None:
        """Find out in a thread what is due, and ask it."""
        self._schedule = await asyncio.to_thread(self._scheduled)
        self._last = {card.key: card.last for card in self.store.cards.all()}
        self._session = Session(self._schedule.due)
        await self._show()

    def _scheduled(self) -> ReviewSchedule:
        try:
            catch_up(self.store)
        except StoreError as error:
            self.post_message(TroubleTold(str(error)))
        return ReviewSchedule(self._index, self.store, time.time())

    async def answered(self, lesson: str, question: Question, score: float) -> None:
        if self._session is not None:
            item = self._item_of(question)
            self._session.answered(item.due, score)
            self._show_place()
            self.refresh_bindings()
            if score < 1 and self._turn is not None and self._item is item:
                self._say(self._way_to_the_page(item))

    async def action_go_on(self) -> None:
        if self._session is None:
            return
        if self._session.turn is not None:
            self._session.go_on()
            await self._show()
        elif self._schedule is not None and self._schedule.due:
            self._begin()
        else:
            self.dismiss()

    async def on_next_line_followed(self, message: NextLine.Followed) -> None:
        message.stop()
        await self.action_go_on()

    async def action_next(self) -> None:
        await self.action_go_on()

    def action_write(self) -> None:
        """Open the desk of the exercise that is asked, with nothing written yet."""
        item = self._item
        if not isinstance(item, ReviewProgram):
            return
        from tutor.screens.exercise import ExerciseScreen

        desk = ExerciseScreen(self._folder, item.exercise.name, self.store, anew=True)
        self.app.push_screen(desk, lambda _: self._note_program(item, desk.score))

    def _note_program(self, item: ReviewProgram, score: float | None) -> None:
        """Take note of what came of a program."""
        if self._session is None or self._item is not item:
            return
        if score is None:
            self._say(Content("It is kept as you left it, and stays due until it is written."))
        else:
            self._session.answered(item.due, score)
            right = Content("✔ Written again, and right.")
            self._say(right if score == 1 else self._way_to_the_page(item))
        self._show_place()
        self.refresh_bindings()

    def _say(self, text: Content) -> None:
        """Say below what is asked how it went."""
        said = self.query_one("#missed", Static)
        said.update(text)
        said.display = True

    def action_page(self) -> None:
        """Open the page that teaches what is asked; the review waits below it."""
        if self._turn and (item := self._item):
            self.post_message(LessonOpened(item.due.lesson, item.page, item.anchor))

    def action_leave(self) -> None:
        self.dismiss()

    def page_in_view(self) -> Widget:
        return self.query_one("#quiz")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("page", "next"):
            return self._turn is not None
        if action == "write":
            is_open = self._session is not None and not self._session.is_answered
            return isinstance(self._item, ReviewProgram) and is_open
        return True

    @property
    def _turn(self) -> Due | None:
        return self._session.turn if self._session else None

    def _item_of(self, question: Question) -> ReviewQuestion:
        return next(item for asked, item in self._asked if asked is question)

    async def _show(self) -> None:
        """Bring the question in turn, or at the end the result, in view."""
        shown: Sequence[Widget]
        view: QuestionView | None = None
        item = self._item = await self._next_item()
        if item is None:
            await self._take_stock()
            shown = [Prose(self._result()), NextLine(self._what_follows())]
        else:
            self._places[item.due.key] = item.place
            missed = Static(id="missed")
            missed.display = False
            if isinstance(item, ReviewProgram):
                task = f"**{item.exercise.title}**\n\n{item.exercise.task}\n\n{WRITE}"
                asked: list[Widget] = [Prose(task)]
                new_numbers = False
            else:
                seed = self.store.tries(*item.due.key)
                question = item.ask(seed)
                self._asked.append((question, item))
                view = QuestionView(item.due.lesson, question, seed=seed)
                asked = [*([Prose(item.above)] if item.above else []), view]
                new_numbers = bool(question.variables)
            origin = Static(self._origin(item.due, new_numbers), classes="above")
            shown = [origin, *asked, missed, NextLine("go on")]
        quiz = self.query_one("#quiz", VerticalScroll)
        async with quiz.batch():
            await quiz.remove_children()
            await quiz.mount(Vertical(*shown, classes="column"))
        self.set_focus(None)
        if view is not None:
            self.call_after_refresh(view.focus_field)
        quiz.scroll_home(animate=False)
        self._show_place()
        self.refresh_bindings()
        self._read_ahead()

    async def _next_item(self) -> ReviewQuestion | ReviewProgram | None:
        """Return what is asked now; what the course cannot ask any more is passed over."""
        while (due := self._turn) is not None:
            item = await asyncio.to_thread(self._questions.asked, due)
            if item is not None:
                return item
            assert self._session is not None
            self._session.go_on()
        return None

    @work(exclusive=True, group="ahead")
    async def _read_ahead(self) -> None:
        """Read the lesson of the next question while this one is answered."""
        if self._session is not None and (due := self._session.after) is not None:
            await asyncio.to_thread(self._questions.asked, due)

    async def _take_stock(self) -> None:
        """Let the schedule know of all that was answered, and find out what comes next."""
        await asyncio.to_thread(self.store.unsaved)
        self._schedule = await asyncio.to_thread(self._scheduled)

    def _origin(self, due: Due, new_numbers: bool) -> Content:
        """Return where the question is from, and when it was asked last."""
        words = [f"From {lesson_number(due.lesson) or self._places[due.key]}"]
        if due.key in self._last:
            words.append(f"last seen {ago(time.time() - self._last[due.key])}")
        if new_numbers:
            words.append("new numbers")
        return Content.styled(", ".join(words), "$text-muted")

    def _way_to_the_page(self, item: ReviewQuestion | ReviewProgram) -> Content:
        """Return what is said of a question that was missed."""
        again = Content("It comes again at the end. ")
        return again + Content.assemble(("ctrl+o", "$accent"), f" {item.place}")

    def _show_place(self) -> None:
        if self._session is None or not self._session.items:
            return
        marks = [
            "▸" if item is self._turn else "○" if score is None else mark_of(score)
            for item, score in zip(self._session.items, self._session.scores, strict=True)
        ]
        row = (" " if len(marks) <= _SPACED else "").join(marks)
        left = self._session.left
        minutes = minutes_for(left)
        time_left = f"about {counted(minutes, 'minute')} left" if left else "done"
        title = Content.assemble(
            ("Review", "bold"), f"   {self._session.number} of {len(marks)}   {row}"
        )
        self.query_one("#lesson-title", Static).update(title)
        self.query_one("#place", Static).update(Content(time_left))

    def _result(self) -> str:
        """Return what was right, and when the next review is, as Markdown."""
        assert self._session is not None and self._schedule is not None
        scores = [score for score in self._session.scores if score is not None]
        lines = []
        if scores:
            right = sum(score == 1 for score in scores)
            lines.append(f"**{right} of {len(scores)} right at the first try**\n")
            lines += [
                f"- {mark_of(score)} {self._places[due.key]}"
                for due, score in zip(self._session.items, self._session.scores, strict=True)
                if score is not None
            ]
        elif not self._schedule.due:
            lines.append("**Nothing is due.**\n")
        if due := len(self._schedule.due):
            lines.append(f"\n{due} {'is' if due == 1 else 'are'} due now.")
        elif self._schedule.next is not None:
            when = ahead(self._schedule.next, time.time())
            lines.append(f"\nThe next question is due {when}. {LATER}")
        else:
            lines.append(f"\n{NOTHING}")
        return "\n".join(lines)

    def _what_follows(self) -> str:
        return "what is due" if self._schedule and self._schedule.due else "back to the course"
