"""A screen that takes its styles once as it comes, and lays itself out once for each size.

Textual reads the styles of all parts again as a screen comes to the front, though they were read
as the parts were made, and again as soon as the screen hears how wide it is; and it lays a screen
out at every word of a size, also of the one that it has. It also lets the screen in front call back
what parts of any other asked for, which may have left meanwhile.
"""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from textual._callback import invoke
from textual._types import CallbackType
from textual.app import App
from textual.events import ScreenResume
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.screen import Screen

from tutor.steady_app import is_of_one_that_left

T = TypeVar("T")


class CallingScreen(Screen[T]):
    """Calls back after a refresh whoever asked for it, and minds no one who has left meanwhile."""

    def _invoke_later(self, callback: CallbackType, sender: MessagePump) -> None:
        super()._invoke_later(partial(_call_back, callback), sender)


class SteadyScreen(CallingScreen[T]):
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


async def _call_back(callback: CallbackType) -> None:
    """Call what asked for it, which may have left meanwhile: the others wait behind it."""
    try:
        await invoke(callback)
    except Exception as fault:
        if not is_of_one_that_left(fault):
            raise
