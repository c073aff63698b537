"""A screen that takes its styles once as it comes, and lays itself out once for each size.

Textual reads the styles of all parts again as a screen comes to the front, though they were read
as the parts were made, and again as soon as the screen hears how wide it is; and it lays a screen
out at every word of a size, also of the one that it has.
"""

from __future__ import annotations

from typing import TypeVar

from textual.app import App
from textual.events import ScreenResume
from textual.geometry import Size
from textual.screen import Screen

T = TypeVar("T")


class SteadyScreen(Screen[T]):
    """Knows from its beginning whether it is narrow or wide, and works for nothing in vain."""

    def _post_register(self, app: App[object]) -> None:
        super()._post_register(app)
        breakpoints = self.HORIZONTAL_BREAKPOINTS or app.HORIZONTAL_BREAKPOINTS or []
        fitting = self._get_breakpoint_classes(app.size.width, breakpoints)
        self.update_classes({name: name in fitting for _, name in breakpoints}, update=False)

    def _on_screen_resume(self, event: ScreenResume) -> None:
        event.refresh_styles = False  # before Textual's own handler, which comes after this one

    def _screen_resized(self, size: Size) -> None:
        if size != self.outer_size:
            super()._screen_resized(size)
