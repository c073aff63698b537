"""A screen of pages with parts in them, and how the focus moves on it."""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget


class PagedScreen(Screen[None]):
    """Brings a part that the keys go to into view; one that is clicked stays under the pointer."""

    CSS_PATH = "lesson.tcss"
    AUTO_FOCUS = ""  # a page is read first; the focus does not move into it unasked

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
