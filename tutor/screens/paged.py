"""A screen of pages with parts in them: how it scrolls, and how the focus moves on it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from tutor.steady_screen import SteadyScreen
from tutor.widgets.beside import BREAKPOINTS


class PagedScreen(SteadyScreen[None]):
    """Brings a part that the keys go to into view; one that is clicked stays under the pointer."""

    CSS_PATH = "lesson.tcss"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    AUTO_FOCUS = ""  # a page is read first; the focus does not move into it unasked
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_page(1)", show=False),
        Binding("up,k", "scroll_page(-1)", show=False),
        Binding("end", "scroll_page(10_000)", show=False),
        Binding("home", "scroll_page(-10_000)", show=False),
    ]

    def page_in_view(self) -> Widget | None:
        """Return what the keys scroll; None before there is a page."""
        return self.query_one(ContentSwitcher).visible_content

    def action_scroll_page(self, rows: int) -> None:
        if page := self.page_in_view():
            page.scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Leave the part that has the focus, else the screen."""
        if self.focused is not None:
            self.set_focus(None)
        else:
            self.dismiss()

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        super().set_focus(widget, scroll_visible, from_app_focus)
        if widget is None or not scroll_visible:
            return
        from tutor.screens.lesson_page import LessonPage

        page = next((node for node in widget.ancestors if isinstance(node, LessonPage)), None)
        if page is not None:
            page.call_later(page.reveal, widget)
