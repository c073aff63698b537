"""The first screen: the course as a tree, what is done, and what to go on with."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Footer, Static, Tree
from textual.widgets.tree import TreeNode

from tutor.course.index import CourseIndex, LessonIndex
from tutor.messages import LessonOpened
from tutor.progress.store import LessonProgress, Store

LOGO = """●─╮
●─┼─●
●─╯"""

MARKS = {"done": "✔", "begun": "◐", "new": "·"}


class CourseTree(Tree[LessonIndex]):
    """Units and their lessons; a lesson's line tells how far it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,l", "select_cursor", "open"),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]
    ICON_NODE = ""
    ICON_NODE_EXPANDED = ""

    def __init__(self, index: CourseIndex) -> None:
        super().__init__(index.title, id="course")
        self._progress: dict[str, LessonProgress] = {}
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        for unit in index.units:
            branch = self.root.add(unit.title, expand=True)
            for lesson in unit.lessons:
                branch.add_leaf(lesson.title, lesson)

    def show_progress(self, progress: dict[str, LessonProgress]) -> None:
        """Draw the marks of what is done."""
        self._progress = progress
        self.refresh()

    def move_to(self, lesson_id: str) -> None:
        """Put the cursor on a lesson."""
        for node in self._lesson_nodes():
            if node.data and node.data.id == lesson_id:
                self.move_cursor(node)

    def render_label(self, node: TreeNode[LessonIndex], base_style: Style, style: Style) -> Text:
        lesson = node.data
        if lesson is None:
            return Text(str(node.label), style=style + Style(bold=True))
        mark = mark_of(lesson, self._progress.get(lesson.id))
        return Text.assemble(
            (f"{mark} ", style), (f"{lesson.number:<5}", style), (lesson.title, style)
        )

    def _lesson_nodes(self) -> list[TreeNode[LessonIndex]]:
        return [leaf for branch in self.root.children for leaf in branch.children]


class HomeScreen(Screen[None]):
    """Opens on the lesson to go on with; enter opens what the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "continue", "continue"),
    ]

    def __init__(self, index: CourseIndex, store: Store) -> None:
        super().__init__()
        self._index = index
        self._store = store
        self._lessons = {lesson.id: lesson for unit in index.units for lesson in unit.lessons}
        self._next: LessonIndex | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="masthead"):
            yield Static(LOGO, id="logo")
            yield Static(f"[b]nn-tutor[/b]\n{self._index.title}", id="title")
            yield Static(id="total")
        yield Static(id="continue")
        with Horizontal(id="shelf"):
            yield CourseTree(self._index)
            with Vertical(id="about"):
                yield Static(id="about-lesson")
        yield Footer()

    def on_screen_resume(self) -> None:
        """Read the progress anew: the learner comes back here from a lesson."""
        progress = self._store.summary()
        tree = self.query_one(CourseTree)
        tree.show_progress(progress)
        self._next = self._lesson_to_continue(progress)
        if self._next:
            tree.move_to(self._next.id)
        self._show_continue(progress)
        done = sum(mark_of(a, progress.get(a.id)) == MARKS["done"] for a in self._lessons.values())
        self.query_one("#total", Static).update(f"{done} of {len(self._lessons)} lessons done")
        tree.focus()

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[LessonIndex]) -> None:
        lesson = event.node.data
        about = self.query_one("#about-lesson", Static)
        about.update(_describe(lesson, self._store.summary()) if lesson else "")

    def on_tree_node_selected(self, event: Tree.NodeSelected[LessonIndex]) -> None:
        if event.node.data:
            self.post_message(LessonOpened(event.node.data.id))

    def action_continue(self) -> None:
        if self._next:
            self.post_message(LessonOpened(self._next.id))

    def _lesson_to_continue(self, progress: dict[str, LessonProgress]) -> LessonIndex | None:
        """The lesson left last, or where that is done the first one after it that is not."""
        order = list(self._lessons.values())
        place = self._store.last_place()
        if place and place[0] in self._lessons:
            start = order.index(self._lessons[place[0]])
            order = order[start:] + order[:start]
        undone = (a for a in order if mark_of(a, progress.get(a.id)) != MARKS["done"])
        return next(undone, order[0] if order else None)

    def _show_continue(self, progress: dict[str, LessonProgress]) -> None:
        line = self.query_one("#continue", Static)
        if not self._next:
            line.update("This course has no lessons yet.")
            return
        lesson = self._next
        seen = progress.get(lesson.id)
        verb = "Continue" if seen else ("Next" if progress else "Start here")
        page = self._store.last_page(lesson.id) + 1
        where = f" · page {page} of {lesson.pages}" if seen else f" · {lesson.minutes} minutes"
        what = f"{lesson.number}  {lesson.title}{where}"
        line.update(Text.assemble((f"{verb}  ", "bold"), what, ("   enter", "dim")))


def mark_of(lesson: LessonIndex, progress: LessonProgress | None) -> str:
    """Return the sign for how far a lesson is."""
    return MARKS[(progress or LessonProgress()).state(lesson.pages, lesson.questions)]


def _describe(lesson: LessonIndex, summary: dict[str, LessonProgress]) -> Text:
    progress = summary.get(lesson.id, LessonProgress())
    text = Text.assemble(
        (f"{lesson.number}  {lesson.title}\n\n", "bold"),
        f"{lesson.minutes} minutes\n",
        f"{progress.pages} of {lesson.pages} pages read\n",
        f"{progress.answered} of {lesson.questions} questions tried\n",
    )
    if progress.answered:
        text.append(f"{progress.score / progress.answered:.0%} of the points\n")
    return text
