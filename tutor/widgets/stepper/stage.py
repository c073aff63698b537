"""What a stepper looks like: its frame, a line to type in, and a line that says what to try."""

from __future__ import annotations

from time import monotonic

from textual.app import ComposeResult
from textual.events import Click, Resize
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tutor.plots.captions import wrapped
from tutor.plots.cells import Palette, Picture
from tutor.plots.svg import svg
from tutor.stepping.frame import frame, position_at
from tutor.stepping.motion import FRAMES, SECONDS, Motion, moves
from tutor.stepping.view import View
from tutor.widgets.entry import Entry
from tutor.widgets.picture import PictureView

NARROWEST = 30
FEWEST_ROWS, MOST_ROWS = 14, 32
SHARE = 0.7  # of a screen so high that it gives more than the most rows
QUICK = 0.01
"""Seconds; what takes longer to draw does not move, for a key would have to wait for it."""
BARS = 5
"""Rows of the window that a page needs for itself."""


class Stage(Widget):
    """Shows a View; a new one is shown with `show`."""

    DEFAULT_CSS = """
    Stage { height: auto; padding: 0 0 0 1; border-left: blank; }
    Stage:focus, Stage:focus-within { border-left: outer $accent; }
    Stage > #hint { color: $text-muted; height: 1; }
    Stage > #hint.-wrong { color: $wrong; }
    """

    flow: reactive[float] = reactive(1.0, init=False)
    """How far the way from the view before has been shown, from 0 to 1."""

    def __init__(self, view: View, title: str, hint: str) -> None:
        super().__init__()
        self.view = view
        self._title, self._hint = title, hint
        self._said = ""
        self._rows = 0
        self._hint_rows = 1
        self._was: View | None = None
        self._last = float("-inf")
        self._took = 0.0
        self.clock = monotonic
        """Tells when keys come in a burst, and how long a picture takes to draw."""

    def compose(self) -> ComposeResult:
        yield PictureView()
        yield Entry()
        yield Static(self._hint, id="hint", markup=False)

    @property
    def entry(self) -> Entry:
        """The line to type in."""
        return self.query_one(Entry)

    @property
    def picture(self) -> Picture:
        """What is drawn now."""
        return self.query_one(PictureView).picture

    def show(self, view: View) -> None:
        """Show a view in place of the present one: the way there too if no key waits for it."""
        now = self.clock()
        burst, self._last = now - self._last < SECONDS, now
        may = self.app.animation_level != "none" and self._took < QUICK
        moving = may and not burst and moves(self.view, view)
        self._was = self.view if moving else None
        self.view = view
        if moving:
            self.set_reactive(Stage.flow, 0.0)
            self.animate("flow", 1.0, duration=SECONDS, easing="linear")
        self._draw()

    def watch_flow(self, before: float, now: float) -> None:
        """Draw as often as the way has pictures; at its end what is there without it."""
        if self._was is None:
            return
        if now >= 1:
            self._was = None
        if now >= 1 or int(now * FRAMES) > int(before * FRAMES):
            self._draw()

    def say(self, text: str = "", wrong: bool = False) -> None:
        """Say below what to try, or what is wrong with what was typed."""
        self.query_one("#hint", Static).set_class(wrong, "-wrong")
        self._said = text
        if self._put_hint():
            self._draw()

    def _put_hint(self) -> bool:
        """Write what is said in as many rows as it takes; whether others are left for the picture.

        What to try keeps its rows while something shorter is said: the picture stays as it is.
        """
        hint, width = self.query_one("#hint", Static), max(self.content_size.width, 1)
        lines = wrapped(self._said or self._hint, width)
        hint.update("\n".join(lines))
        before, self._hint_rows = self._hint_rows, max(len(lines), len(wrapped(self._hint, width)))
        hint.styles.height = self._hint_rows
        return before != self._hint_rows

    def as_svg(self) -> str:
        """Return the present frame as an SVG file in the colours of the theme."""
        view = self.query_one(PictureView)
        return svg(view.picture, view.colours(), self._palette.background)

    @property
    def _palette(self) -> Palette:
        return self.query_one(PictureView).palette()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the picture, which on a page leaves room for the text around it."""
        most = max(MOST_ROWS, int(SHARE * viewport.height))
        rows = min(max(viewport.height - BARS, FEWEST_ROWS), most)
        if rows != self._rows:
            self._rows = rows
            self.call_later(self._draw)
        return super().get_content_height(container, viewport, width)

    def on_resize(self, event: Resize) -> None:
        height = self.styles.height
        if height is not None and not height.is_auto:
            self._rows = self.content_size.height - 1
        self._put_hint()
        self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self.call_after_refresh(self._draw_restyled)

    def _draw_restyled(self) -> None:
        if self.query(PictureView):  # it may have gone meanwhile, or not be composed yet
            self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        if width >= NARROWEST and self._rows:
            began = self.clock()
            motion = Motion(self._was, self.flow) if self._was else None
            rows = self._rows - self._hint_rows
            drawn = frame(self.view, self._title, self._palette, width, rows, motion)
            self._took = self.clock() - began
            self.query_one(PictureView).picture = drawn

    def on_click(self, event: Click) -> None:
        """A click on a timeline goes there."""
        view = self.query_one(PictureView)
        place = event.get_content_offset(view)
        if place is None:
            return
        row = len(view.picture) - 1 - place.y
        position = position_at(self.view, row, place.x, self.content_size.width)
        if position is not None:
            self.show(self.view.at(self.view.walk.to(position)))
