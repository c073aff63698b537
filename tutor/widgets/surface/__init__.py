"""The surface: balls that roll down a cost of one or two parameters."""

from tutor.widgets.surface.surface import Surface

__all__ = ["Surface"]
