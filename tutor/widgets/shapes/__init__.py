"""Two arrays and what NumPy makes of their shapes, and puzzles about it."""

from tutor.course.directives.shapes import ShapesOptions
from tutor.widgets.shapes.puzzles import ShapePuzzles
from tutor.widgets.shapes.shapes import Shapes


def shapes_part(options: ShapesOptions) -> Shapes | ShapePuzzles:
    """Return the widget that the options ask for."""
    return ShapePuzzles(options) if options.puzzles else Shapes(options)


__all__ = ["ShapePuzzles", "Shapes", "shapes_part"]
