"""The options of an ```{image}: a small picture to unroll, or to slide a window over."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from tutor.live.image.drawings import DRAWINGS
from tutor.live.image.pictures import Raster, digit, drawing, matrices
from tutor.live.image.windows import FILTERS, Kernel
from tutor.live.options import LiveOptions

Brightness = Annotated[int, Field(ge=0, le=255)]
Matrix = tuple[tuple[Brightness, ...], ...]
LARGEST = 10  # dots on a side


class ImageOptions(LiveOptions):
    """A picture; with `filters` or `pool` a window slides over it, else it is unrolled."""

    UNROLLED: ClassVar = ("place", "colour", "row", "column")
    SLIDING: ClassVar = ("size", "row", "column", "value", "largest", "filter", "stride", "padding")

    drawing: str | None = None
    """cat (if nothing else is said) or tree, in three colours."""
    digit: Annotated[int, Field(ge=0, le=1796)] | None = None
    """Which of the 1797 handwritten digits."""
    layers: tuple[Matrix, ...] = ()
    """A picture of your own: one matrix of grey, or those of red, green and blue."""
    filters: tuple[str | Kernel, ...] = ()
    """Names, or square matrices with 2 or 3 rows."""
    stride: Annotated[int, Field(ge=1, le=3)] = 1
    """How far a filter moves at first."""
    padding: Annotated[int, Field(ge=0, le=1)] = 0
    """How many zeros stand around the picture at first."""
    pool: Annotated[int, Field(ge=2, le=4)] | None = None
    """The size of the squares whose largest number is taken."""

    def figure_names(self) -> tuple[str, ...]:
        return self.SLIDING if self.slides else self.UNROLLED

    @property
    def slides(self) -> bool:
        return bool(self.filters or self.pool)

    @property
    def kernels(self) -> dict[str, Kernel]:
        """The filters with their names."""
        return {
            each if isinstance(each, str) else f"filter {number}": (
                FILTERS[each] if isinstance(each, str) else each
            )
            for number, each in enumerate(self.filters, start=1)
        }

    def raster(self) -> Raster:
        if self.digit is not None:
            return digit(self.digit)
        return matrices(self.layers) if self.layers else drawing(self.drawing or "cat")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        given = [self.drawing is not None, self.digit is not None, bool(self.layers)]
        if sum(given) > 1:
            raise ValueError("give one of drawing, digit and layers")
        if self.drawing is not None and self.drawing not in DRAWINGS:
            raise ValueError(f"drawing: there is no {self.drawing}; choose {', '.join(DRAWINGS)}")
        if self.filters and self.pool:
            raise ValueError("give either filters or pool")
        if not self.filters and (self.stride, self.padding) != (1, 0):
            raise ValueError("stride and padding belong to filters")
        if problem := _layers_problem(self.layers) or self._filter_problem():
            raise ValueError(problem)
        return self

    def _filter_problem(self) -> str:
        smallest = min(len(self.layers[0]), len(self.layers[0][0])) if self.layers else 8
        if (self.pool or 0) > smallest:
            return "pool: the squares are larger than the picture"
        for each in self.filters:
            if isinstance(each, str) and each not in FILTERS:
                return f"filters: there is no {each}; choose {', '.join(FILTERS)}"
            if not isinstance(each, str) and {len(each), *map(len, each)} not in ({2}, {3}):
                return "filters: a matrix has 2 rows of 2 numbers or 3 rows of 3"
        if any(len(kernel) > smallest for kernel in self.kernels.values()):
            return "filters: one is larger than the picture"
        return ""


def _layers_problem(layers: tuple[Matrix, ...]) -> str:
    if not layers:
        return ""
    if len(layers) not in (1, 3):
        return "layers: give one, or three for red, green and blue"
    sizes = {(len(layer), len(row)) for layer in layers for row in layer}
    sides = {side for size in sizes for side in size}
    if len(sizes) != 1 or not all(1 <= side <= LARGEST for side in sides):
        return f"layers: rows and layers must be equally large, up to {LARGEST} x {LARGEST}"
    return ""
