"""The first screen: the course as a tree, what is done, and what to go on with."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, Tree

from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.messages import LessonOpened, UnitTestOpened
from tutor.progress.standing import PASSED, Standing
from tutor.progress.store import Store
from tutor.widgets.course_tree import CourseTree, Entry
from tutor.widgets.key_bar import KeyBar

LOGO = """●─╮
●─┼─●
●─╯"""


class HomeScreen(Screen[None]):
    """Opens on the lesson to go on with; enter opens what the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "continue", "continue"),
        Binding("g", "app.playground", "playground"),
        Binding("f", "app.final_test", "final test"),
    ]

    def __init__(self, index: CourseIndex, store: Store) -> None:
        super().__init__()
        self._index = index
        self._store = store
        self._standing = Standing(index, store)

    def compose(self) -> ComposeResult:
        with Horizontal(id="masthead"):
            yield Static(LOGO, id="logo")
            yield Static(f"[b]nn-tutor[/b]\n{self._index.title}", id="title")
            yield Static(id="total")
        yield Static(id="continue")
        with Horizontal(id="shelf"):
            yield CourseTree(self._index)
            yield Static(id="about")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the progress anew: the learner comes back here from a lesson."""
        self._standing = Standing(self._index, self._store)
        tree = self.query_one(CourseTree)
        tree.show_marks(self._mark)
        if lesson := self._next_lesson():
            tree.move_to(lesson.id)
        self._show_continue(lesson)
        total = len(self._index.lessons)
        self.query_one("#total", Static).update(f"{self._standing.done} of {total} lessons done")
        tree.focus()

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Entry]) -> None:
        about = self.query_one("#about", Static)
        match event.node.data:
            case LessonIndex() as lesson:
                about.update(self._about_lesson(lesson))
            case UnitIndex() as unit:
                about.update(self._about_test(unit))
            case None:
                about.update("")

    def on_tree_node_selected(self, event: Tree.NodeSelected[Entry]) -> None:
        match event.node.data:
            case LessonIndex() as lesson:
                self.post_message(LessonOpened(lesson.id))
            case UnitIndex() as unit:
                self.post_message(UnitTestOpened(unit.id))

    def action_continue(self) -> None:
        if lesson := self._next_lesson():
            self.post_message(LessonOpened(lesson.id))

    def _next_lesson(self) -> LessonIndex | None:
        wanted = self._standing.next_lesson()
        return next((lesson for lesson in self._index.lessons if lesson.id == wanted), None)

    def _mark(self, entry: Entry) -> str:
        if isinstance(entry, LessonIndex):
            return self._standing.mark(entry)
        return "✔" if self._standing.passed(entry) else "◇"

    def _show_continue(self, lesson: LessonIndex | None) -> None:
        line = self.query_one("#continue", Static)
        if lesson is None:
            line.update("This course has no lessons yet.")
            return
        seen = self._standing.progress(lesson).pages
        verb = "Continue" if seen else ("Start here" if self._standing.is_new else "Next")
        page = self._store.last_page(lesson.id, lesson.page_names) + 1
        where = f"page {page} of {lesson.pages}" if seen else f"{lesson.minutes} minutes"
        what = f"{lesson.number}  {lesson.title} · {where}"
        line.update(Content.assemble((f"{verb}  ", "bold"), what, ("   enter", "dim")))

    def _about_lesson(self, lesson: LessonIndex) -> Content:
        progress = self._standing.progress(lesson)
        lines = [
            f"{lesson.minutes} minutes",
            f"{progress.pages} of {lesson.pages} pages read",
            f"{progress.answered} of {lesson.questions} questions tried",
        ]
        if progress.answered:
            lines.append(f"{progress.score / progress.answered:.0%} of their points")
        title = Content.styled(f"{lesson.number}  {lesson.title}\n\n", "bold")
        return title + Content("\n".join(lines))

    def _about_test(self, unit: UnitIndex) -> Content:
        best = self._standing.test(unit)
        standing = f"\n\nBest so far: {best:.0%}." if best is not None else ""
        return Content.styled(f"Test · {unit.title}\n\n", "bold") + Content(
            "Questions from all its lessons, with new numbers each time. "
            f"{PASSED:.0%} of the points pass. Pass it first if you know the unit, "
            f"and the course goes on with the next one.{standing}"
        )
