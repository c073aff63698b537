"""Two arrays, what NumPy makes of their shapes, and puzzles about it."""

from tutor.widgets.shapes.shapes import Shapes

__all__ = ["Shapes"]
