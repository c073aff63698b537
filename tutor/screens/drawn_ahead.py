"""A page that comes next is laid out and drawn before it is turned to.

Textual keeps the lines of a widget until its content, its style or its size is another. So what is
drawn out of sight, at the place and the size that it will have, is not drawn again at the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from textual._compositor import Compositor
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget


async def draw_ahead(page: Widget, size: Size) -> None:
    """Draw the top of a page of this size, one widget at a time: a key waits for one at most."""
    ahead = Compositor()
    with _found_in(ahead, page.screen):
        ahead.reflow(page, size)
        _tell_sizes(ahead, page)
    for widget, (region, clip) in [*ahead.visible_widgets.items()]:
        await asyncio.sleep(0)
        if page.display or not page.is_attached:
            return
        if widget.outer_size == region.size:  # else it has been told another size meanwhile
            with _found_in(ahead, page.screen):
                widget.render_lines(region.intersection(clip).translate(-region.offset))


def _tell_sizes(ahead: Compositor, page: Widget) -> None:
    """Let what is in the page have its size; the page has its own once it is shown."""
    for widget, place in ahead.layers:
        if widget is not page:
            sizes = place.virtual_size, place.container_size
            widget._size_updated(place.region.size, *sizes, layout=False)


@contextmanager
def _found_in(ahead: Compositor, screen: Screen[object]) -> Iterator[None]:
    """Let widgets that ask the screen where they are be told of the layout ahead."""
    shown, screen._compositor = screen._compositor, ahead
    try:
        yield
    finally:
        screen._compositor = shown
