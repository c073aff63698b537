"""A picture as a stack of layers, one for grey, three for colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tutor.live.image.drawings import Layers, drawn
from tutor.plots.shades import Pixels

DIGIT_SHADES = 16
_COLOURS = (("red", (255, 0, 0)), ("green", (0, 255, 0)), ("blue", (0, 0, 255)))
_GREY = (("grey", (255, 255, 255)),)


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A picture of whole numbers, (layers, height, width), from 0 to `brightest`."""

    name: str
    layers: Layers
    brightest: int

    @property
    def depth(self) -> int:
        return int(self.layers.shape[0])

    @property
    def height(self) -> int:
        return int(self.layers.shape[1])

    @property
    def width(self) -> int:
        return int(self.layers.shape[2])

    @property
    def layer_names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._lights)

    @property
    def _lights(self) -> tuple[tuple[str, tuple[int, int, int]], ...]:
        return _GREY if self.depth == 1 else _COLOURS

    def pixels(self) -> Pixels:
        """Return the picture's colours (height, width, 3), 255 the brightest."""
        stack = np.repeat(self.layers, 3, axis=0) if self.depth == 1 else self.layers
        return np.asarray(np.rint(stack / self.brightest * 255), np.uint8).transpose(1, 2, 0)

    def layer_pixels(self, layer: int) -> Pixels:
        """Return one layer in its own light (height, width, 3)."""
        light = np.array(self._lights[layer][1])
        return np.asarray(np.rint(self.layers[layer][..., None] / self.brightest * light), np.uint8)

    def grey(self) -> Raster:
        """Return the picture in the shades of the digits, the layers' mean."""
        mean = self.layers.mean(axis=0, keepdims=True) / self.brightest
        return Raster(self.name, np.rint(mean * DIGIT_SHADES).astype(np.int64), DIGIT_SHADES)


def drawing(name: str) -> Raster:
    return Raster(name, drawn(name), 255)


def digit(index: int) -> Raster:
    """Return a handwritten digit of the data set, each dot from 0 to 16."""
    from engine.datasets import digits

    data = digits()
    shades = np.rint(data.X[:, index] * DIGIT_SHADES).astype(np.int64)
    return Raster(f"a {data.Y[:, index].argmax()}", shades.reshape(1, 8, 8), DIGIT_SHADES)


def matrices(layers: tuple[tuple[tuple[int, ...], ...], ...]) -> Raster:
    """Return a picture given by its numbers, whose greatest is the brightest."""
    stack = np.array(layers, np.int64)
    return Raster("picture", stack, max(int(stack.max()), 1))
