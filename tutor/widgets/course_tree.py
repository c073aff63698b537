"""The course as a tree: units, their lessons with the mark of what is done, and their tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from tutor.course.index import CourseIndex, LessonIndex, UnitIndex

Entry = LessonIndex | UnitIndex
"""A lesson, or a unit for the line of its test."""


class CourseTree(Tree[Entry]):
    """The cursor rests on lessons and tests; `mark` says what stands before each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "open"),
        Binding("l", "select_cursor", show=False),
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]
    ICON_NODE = ""
    ICON_NODE_EXPANDED = ""

    def __init__(self, index: CourseIndex) -> None:
        super().__init__(index.title, id="course")
        self._mark: Callable[[Entry], str] = lambda entry: " "
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        for unit in index.units:
            branch = self.root.add(unit.title, expand=True)
            for lesson in unit.lessons:
                branch.add_leaf(lesson.title, lesson)
            if len(unit.lessons) > 1:
                branch.add_leaf("Test of this unit", unit)

    def show_marks(self, mark: Callable[[Entry], str]) -> None:
        """Draw `mark(entry)` before each line from now on."""
        self._mark = mark
        self._invalidate()
        self.refresh()

    def move_to(self, lesson_id: str) -> None:
        """Put the cursor on a lesson."""
        for branch in self.root.children:
            for leaf in branch.children:
                if isinstance(leaf.data, LessonIndex) and leaf.data.id == lesson_id:
                    self.move_cursor(leaf)
                    # The unit's title above its first lesson is worth a line.
                    line = max(0, leaf.line - 1)
                    self.call_after_refresh(self.scroll_to_line, line, animate=False)

    def render_label(self, node: TreeNode[Entry], base_style: Style, style: Style) -> Text:
        entry = node.data
        if entry is None:
            return Text(str(node.label), style=style + Style(bold=True))
        number = entry.number if isinstance(entry, LessonIndex) else ""
        return Text(f"{self._mark(entry)} {number:<5}{node.label}", style=style)
