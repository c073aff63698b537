"""Every widget is told its size, also one that is looked up before it was laid out.

Textual tells a widget that it came, or has another size, where a layout differs from the map of the
one before. But a look-up of any widget may bring that map up to date in between; then the layout
finds no difference, and a part that draws itself when it hears its size stays empty for good. So
the layout is compared with what was told last.
"""

from __future__ import annotations

import textual.screen
from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Size
from textual.widget import Widget


class SteadyCompositor(Compositor):
    """Compares each layout with the last one that widgets were told of."""

    _told: CompositorMap | None = None
    """The map of that layout, where a look-up has replaced it since."""

    @property
    def full_map(self) -> CompositorMap:
        before = self._full_map
        found = super().full_map
        if found is not before and self._told is None:
            self._told = before
        return found

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        if self._told is not None:
            self._full_map, self._told = self._told, None
        return super().reflow(parent, size)


def tell_every_size() -> None:
    """Let the screens that are made from now on lay themselves out so."""
    setattr(textual.screen, Compositor.__name__, SteadyCompositor)
