"""What the figures of a puzzle of shapes can come to."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.formulas.ranges import Range
from tutor.live.reaching import FLAG, GROWING, Figures
from tutor.live.shapes.combination import LARGEST_SIZE, MOST_SIZES
from tutor.live.shapes.options import ShapesOptions


def figures(options: ShapesOptions) -> Iterator[Figures]:
    sizes = Range(0.0, MOST_SIZES)
    side = Range(0.0, LARGEST_SIZE)
    yield {
        **dict.fromkeys(ShapesOptions.PUZZLE_FIGURES, GROWING),
        **dict.fromkeys(("fits", "typed"), FLAG),
        **dict.fromkeys(("sizes", "stretched"), sizes),
        **dict.fromkeys(("rows", "columns"), side),
    }
