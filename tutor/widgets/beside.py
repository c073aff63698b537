"""A page whose live parts stand beside the text, where the terminal is wide enough for both.

The styles do the work: a part is docked at the right, out of the flow, and stays the same widget.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

TWO_COLUMNS = "-two-columns"
"""The class of a screen that is wide enough."""
BREAKPOINTS = [(0, "-one-column"), (120, TWO_COLUMNS)]

HERE = "live, at the right ▸"
ELSEWHERE = "live: tab or a click brings it to the right ▸"
AWAITED = "Here something live comes, once you have guessed."


class LivePlace(Vertical):
    """The place of one live part: in the flow of the text, or at the right of it."""

    DEFAULT_CSS = """
    LivePlace { height: auto; margin: 0 0 1 0; }
    """

    def __init__(self, part: Widget) -> None:
        super().__init__()
        self.part = part
        self.post = Signpost(self)
        """The line that stands before it in the text, shown where it is beside the text."""

    def compose(self) -> ComposeResult:
        yield self.part

    @property
    def _focus_sort_key(self) -> tuple[int, int]:
        """Be reached by `tab` where the text comes to it, wherever on the screen it is."""
        if not self.post.display:
            return super()._focus_sort_key
        row, column = self.post._focus_sort_key
        return row, column + 1

    def on_resize(self) -> None:
        # A part that grows while it is used (a verdict, a panel) stays in view.
        if self.has_focus_within:
            self.scroll_visible(animate=False)

    def focus_part(self) -> None:
        """Give the focus to the part, or to the first in it that takes it."""
        stations = (node for node in self.query("*") if node.focusable)
        if first := next(stations, None):
            first.focus()


class Signpost(Static, can_focus=True):
    """The line in the text that leads to a part beside it."""

    DEFAULT_CSS = """
    Signpost { height: 1; margin: 0 0 1 0; color: $text-muted; display: none; }
    Signpost:focus, Signpost:hover { color: $accent; }
    """

    class Followed(Message):
        """The learner wants to go to the part."""

        def __init__(self, place: LivePlace) -> None:
            super().__init__()
            self.place = place

    def __init__(self, place: LivePlace) -> None:
        super().__init__()
        self.place = place

    def allow_focus(self) -> bool:
        """Be a station of `tab` only in the stead of a part that is out of view."""
        return not self.place.display

    def render(self) -> Content:
        return Content(f"┄┄ {HERE if self.place.display else ELSEWHERE}")

    def on_focus(self) -> None:
        self.post_message(self.Followed(self.place))

    def on_click(self) -> None:
        self.post_message(self.Followed(self.place))


class AwaitedPlace(Static):
    """What stands beside the text as long as all live parts of a page wait for a guess."""

    DEFAULT_CSS = """
    AwaitedPlace {
        display: none; border: round $panel; color: $text-muted; content-align: center middle;
    }
    """

    def __init__(self) -> None:
        super().__init__(AWAITED)


class LivePage(VerticalScroll, can_focus=False):
    """A page to read; of its live parts the one last used, or nearest, is beside the text."""

    def on_mount(self) -> None:
        self.bring_nearest()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        place = next(
            (n for n in event.widget.ancestors_with_self if isinstance(n, LivePlace)), None
        )
        if place is not None:
            self._bring(place)

    def on_signpost_followed(self, message: Signpost.Followed) -> None:
        message.stop()
        self._bring(message.place)
        message.place.call_after_refresh(message.place.focus_part)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.is_attached:
            self.bring_nearest()

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """Let a bar that comes back show where the page is: a hidden one is not told of it."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def bring_nearest(self) -> None:
        """Bring the part beside whose place in the text is nearest to what is read."""
        posts = list(self.query_children(Signpost))
        if not posts or any(post.place.has_focus_within for post in posts):
            return
        # What is read is at the top of a page's first screen and at the bottom of its last.
        read = self.scroll_y + self.size.height * self.scroll_y / (self.max_scroll_y or 1)
        self._bring(min(posts, key=lambda post: abs(post.virtual_region.y - read)).place)

    def _bring(self, place: LivePlace) -> None:
        for post in self.query_children(Signpost):
            post.place.set_class(post.place is place, "-beside")
            post.refresh()
