"""Unrolling: one number after the other moves from the picture to its place in the column x."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.live.image.options import ImageOptions
from tutor.live.scene import Room
from tutor.plots.arrange import beside, titled, width_of
from tutor.plots.captions import caption
from tutor.plots.cells import RGB, Picture, Row, Span
from tutor.plots.images import image
from tutor.plots.shades import Pixels
from tutor.plots.tiles import number_tiles, tiles

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MOVED = "··"
_LAYERS_FROM = 20  # rows of room; with fewer there is none for the layers as pictures


class UnrollScene:
    """Draws how many numbers have moved, which is the state."""

    hint = "→ and ↓ move one number or a row of them, c a whole colour; space plays."

    def __init__(self, options: ImageOptions) -> None:
        self.picture_of = options.raster()
        self._size = self.picture_of.layers.size

    def started(self) -> int:
        return 0

    def next(self, state: int) -> int | None:
        return state + 1 if state < self._size else None

    def moved(self, state: int, by: int) -> int:
        return min(max(state + by, 0), self._size)

    def figures(self, state: int) -> Mapping[str, float]:
        layer, row, column = self._where(state) if state else (-1, -1, -1)
        return {"place": state, "colour": layer + 1, "row": row + 1, "column": column + 1}

    def _where(self, state: int) -> tuple[int, int, int]:
        """Return the layer, row and column of the number that has moved last."""
        raster = self.picture_of
        layer, rest = divmod(state - 1, raster.height * raster.width)
        row, column = divmod(rest, raster.width)
        return layer, row, column

    def picture(self, state: int, room: Room) -> Picture:
        raster = self.picture_of
        layer = self._where(max(state, 1))[0]
        name = raster.layer_names[layer]
        title = f"{name}, layer {layer + 1} of {raster.depth}" if raster.depth > 1 else name
        shown = titled(raster.name, tiles(raster.pixels(), room.palette, self._marks(state)))
        numbers = titled(title, self._numbers(state, layer, room))
        column = titled(f"x ({self._size}, 1)", self._column(state, room))
        rows = beside(shown, numbers, column, gap=3)
        if width_of(rows) > room.width:
            rows = beside(numbers, column, gap=2)
        layers = self._layers(room) if raster.depth > 1 and room.rows >= _LAYERS_FROM else []
        return [
            self._size_row(),
            [],
            *rows,
            *layers,
            [],
            *caption(self._last_move(state), room.width, "text"),
        ]

    def _size_row(self) -> Row:
        raster = self.picture_of
        sides = f"{raster.height} · {raster.width} · {raster.depth}"
        return [
            Span("nₓ = height · width · colours = "),
            Span(f"{sides} = {self._size}", bold=True),
        ]

    def _marks(self, state: int) -> dict[tuple[int, int], str]:
        """Return dots on what has moved of the present layer, brackets where it moved last."""
        if not state:
            return {}
        _, last_row, last_column = self._where(state)
        width = self.picture_of.width
        before = last_row * width + last_column
        marks = {divmod(place, width): _MOVED for place in range(before)}
        return {**marks, (last_row, last_column): "[]"}

    def _numbers(self, state: int, layer: int, room: Room) -> Picture:
        raster = self.picture_of
        pixels = raster.layer_pixels(layer)
        texts = [[str(value) for value in row] for row in raster.layers[layer].tolist()]
        chosen = [self._where(state)[1:]] if state else []
        return number_tiles(texts, lambda r, c: _rgb(pixels, r, c), room.palette, chosen)

    def _column(self, state: int, room: Room) -> Picture:
        """Return the part of x around the number that has moved last, as high as the picture."""
        rows = max(self.picture_of.height, 4)
        first = max(0, min(state - rows // 2 - 1, self._size - rows))
        values = self.picture_of.layers.ravel().tolist()
        widest = len(str(self._size))
        drawn: Picture = []
        for place in range(first, min(first + rows, self._size)):
            last = place == state - 1
            text = f"{values[place]} " if place < state else "· "
            text = f"[{values[place]}]" if last else text
            name = f"x{str(place + 1).translate(_SUBSCRIPTS)}".ljust(widest + 2)
            role = "text" if place < state else "muted"
            drawn.append(
                [Span(name, "accent" if last else "muted"), Span(text.rjust(5), role, bold=last)]
            )
        return drawn

    def _layers(self, room: Room) -> Picture:
        """Return the layers as small pictures, each in its own light."""
        raster = self.picture_of
        pictures = [
            titled(name, image(raster.layer_pixels(layer) / 255.0, room.palette, limits=(0.0, 1.0)))
            for layer, name in enumerate(raster.layer_names)
        ]
        return [[], *beside(*pictures, gap=3)]

    def _last_move(self, state: int) -> str:
        raster = self.picture_of
        if not state:
            return "Nothing has moved yet: x is empty."
        layer, row, column = self._where(state)
        name = f"{raster.layer_names[layer]}, row {row + 1}, column {column + 1}"
        before = f"{layer}·{raster.height * raster.width} + " if raster.depth > 1 else ""
        return f"{name}  →  place {before}{row}·{raster.width} + {column + 1} = {state}"


def _rgb(pixels: Pixels, row: int, column: int) -> RGB:
    red, green, blue = pixels[row, column].tolist()
    return red, green, blue
