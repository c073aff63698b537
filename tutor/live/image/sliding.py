"""A window slides over a picture: a filter's weighted sum, or the largest number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tutor.live.image.options import ImageOptions
from tutor.live.image.pictures import DIGIT_SHADES
from tutor.live.image.windows import Kernel, Matrix, Sliding, filtered, pooled
from tutor.live.scene import Room
from tutor.plots.arrange import beside, titled, width_of
from tutor.plots.captions import caption
from tutor.plots.cells import RGB, Picture, Row, Span
from tutor.plots.numbers import shown, shown_within
from tutor.plots.shades import blend, signed
from tutor.plots.tiles import Place, number_tiles

MOST_STRIDE, MOST_PADDING = 3, 1


@dataclass(frozen=True, slots=True)
class SlideState:
    """Where the window stands, as a place of the map, and how it slides."""

    place: Place = (0, 0)
    filter: int = 0
    stride: int = 1
    padding: int = 0


class SlideScene:
    """Draws a picture, the window on it, and the map of what comes out."""

    hint = "The arrows slide the window; space lets it run."

    def __init__(self, options: ImageOptions) -> None:
        self.kernels = options.kernels
        self._options = options
        self._raster = options.raster().grey()

    def started(self) -> SlideState:
        return SlideState(stride=self._options.stride, padding=self._options.padding)

    def sliding(self, state: SlideState) -> Sliding:
        if self._options.pool:
            return pooled(self._raster, self._options.pool)
        return filtered(self._raster, self._kernel(state)[1], state.stride, state.padding)

    def next(self, state: SlideState) -> SlideState | None:
        """Return the state with the window one place on, row by row; None at the last place."""
        rows, columns = self.sliding(state).map.shape
        place = state.place[0] * columns + state.place[1] + 1
        return replace(state, place=divmod(place, columns)) if place < rows * columns else None

    def moved(self, state: SlideState, down: int, across: int) -> SlideState:
        rows, columns = self.sliding(state).map.shape
        row = min(max(state.place[0] + down, 0), rows - 1)
        column = min(max(state.place[1] + across, 0), columns - 1)
        return replace(state, place=(row, column))

    def with_next_filter(self, state: SlideState) -> SlideState:
        number = (state.filter + 1) % len(self.kernels)
        return self.moved(replace(state, filter=number), 0, 0)

    def with_next_stride(self, state: SlideState) -> SlideState:
        return replace(state, stride=state.stride % MOST_STRIDE + 1, place=(0, 0))

    def with_next_padding(self, state: SlideState) -> SlideState:
        return replace(state, padding=(state.padding + 1) % (MOST_PADDING + 1), place=(0, 0))

    def figures(self, state: SlideState) -> Mapping[str, float]:
        values = self.sliding(state).map
        row, column = state.place
        return {
            "size": values.shape[0],
            "row": row + 1,
            "column": column + 1,
            "value": float(values[state.place]),
            "largest": float(values.max()),
            "filter": state.filter + 1,
            "stride": state.stride,
            "padding": state.padding,
        }

    def picture(self, state: SlideState, room: Room) -> Picture:
        sliding = self.sliding(state)
        image = titled(_size("the picture", sliding.image), self._image(sliding, state, room))
        result = titled(_size("the map", sliding.map), self._map(sliding, state, room))
        rows = beside(image, result, gap=3)
        if width_of(rows) > room.width:
            rows = [*image, *result]
        head, how = self._head(state, room.width), self._sum(sliding, state, room)
        if self._options.pool or len(head) + len(rows) + 1 + len(how) <= room.rows:
            return [*head, *rows, [], *how]
        image = beside(image, self._weights(state, room), gap=3)
        told = caption(self._spelled_out(sliding, state), room.width, "text")
        return [*head, *image, *result, *told] if len(rows) > len(image) else [*head, *rows, *how]

    def _kernel(self, state: SlideState) -> tuple[str, Kernel]:
        return list(self.kernels.items())[state.filter]

    def _head(self, state: SlideState, width: int) -> Picture:
        """Return what slides, and how many places it has."""
        n = self._raster.height
        if pool := self._options.pool:
            text = f"the largest of each {pool} × {pool}:  {n} / {pool} → {n // pool}"
            return caption(text, width, "text")
        name, kernel = self._kernel(state)
        f, s, p = len(kernel), state.stride, state.padding
        places = (n + 2 * p - f) // s + 1
        window: Row = [Span(name, bold=True), Span(f"  stride {s}  padding {p}   ", "muted")]
        formula: Row = [Span(f"({n} + 2·{p} − {f}) / {s} + 1 → {places}")]
        rows = [[*window, *formula]]
        return rows if width_of(rows) <= width else [window, formula]

    def _image(self, sliding: Sliding, state: SlideState, room: Room) -> Picture:
        top, left = sliding.corner(*state.place)
        window = range(sliding.size)
        under = [(top + row, left + column) for row in window for column in window]
        strong = []
        if self._options.pool:
            strong = [under[int(sliding.window(*state.place).argmax())]]
        palette = room.palette
        shade = sliding.image / DIGIT_SHADES
        return number_tiles(
            [[_number(value) for value in row] for row in sliding.image.tolist()],
            lambda r, c: blend((0, 0, 0), (255, 255, 255), float(shade[r, c])),
            palette,
            under,
            strong,
        )

    def _map(self, sliding: Sliding, state: SlideState, room: Room) -> Picture:
        strongest = float(np.abs(sliding.map).max())
        return number_tiles(
            [[_number(value) for value in row] for row in sliding.map.tolist()],
            lambda r, c: signed(float(sliding.map[r, c]), strongest, room.palette),
            room.palette,
            [state.place],
        )

    def _sum(self, sliding: Sliding, state: SlideState, room: Room) -> Picture:
        """Return how the number at hand comes about."""
        if self._options.pool:
            numbers = ", ".join(map(_number, sliding.window(*state.place).ravel().tolist()))
            result = _number(float(sliding.map[state.place]))
            text = f"The largest of {numbers} is {result}. Only that one gets a slope."
            return caption(text, room.width, "text")
        table, text = self._weights(state, room), self._spelled_out(sliding, state)
        return beside(table, caption(text, room.width - width_of(table) - 3, "text"), gap=3)

    def _weights(self, state: SlideState, room: Room) -> Picture:
        """Return the filter as numbers."""
        kernel = np.array(self._kernel(state)[1])
        weights = [[_weight(value) for value in row] for row in kernel.tolist()]
        return number_tiles(weights, self._ground(kernel, room), room.palette)

    def _spelled_out(self, sliding: Sliding, state: SlideState) -> str:
        """Return the products that make the number at hand."""
        kernel = np.array(self._kernel(state)[1]).ravel().tolist()
        window = sliding.window(*state.place).ravel().tolist()
        terms = [
            f"{_number(number)}·{_factor(weight)}"
            for number, weight in zip(window, kernel, strict=True)
            if weight
        ]
        return f"{' + '.join(terms)} = {_number(float(sliding.map[state.place]))}"

    @staticmethod
    def _ground(kernel: Matrix, room: Room) -> Callable[[int, int], RGB]:
        strongest = float(np.abs(kernel).max())
        return lambda r, c: signed(float(kernel[r, c]), strongest, room.palette)


def _size(name: str, values: Matrix) -> str:
    return f"{name}, {values.shape[0]} × {values.shape[1]}"


def _number(value: float) -> str:
    """A number in few characters: to a tenth only where it is small and no whole number."""
    rounded = round(value, 1) if abs(value) < 9.95 else round(value)
    return shown(rounded, 9) if rounded or not value else shown_within(value, 7, 1)


def _weight(value: float) -> str:
    """A weight; one that is a part of 9 or the like stays one."""
    whole = 1 / value if value else 0.0
    if value != round(value) and abs(whole - round(whole)) < 1e-9:
        return f"1/{round(whole)}".replace("1/-", "−1/")
    return shown(value, 3)


def _factor(weight: float) -> str:
    return f"({_weight(weight)})" if weight < 0 else _weight(weight)
