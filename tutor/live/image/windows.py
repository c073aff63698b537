"""A window slides over a picture: filters and pooling, computed by the engine's layers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import Conv2D, MaxPool2D, Network
from tutor.live.image.pictures import Raster

Matrix = NDArray[np.float64]
Kernel = tuple[tuple[float, ...], ...]

FILTERS: dict[str, Kernel] = {
    "vertical edges": ((1, 0, -1), (1, 0, -1), (1, 0, -1)),
    "horizontal edges": ((1, 1, 1), (0, 0, 0), (-1, -1, -1)),
    "blur": ((1 / 9,) * 3,) * 3,
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "copy": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Sliding:
    """A picture as the window meets it, and the number that comes out at each place."""

    image: Matrix
    """With its padding."""
    map: Matrix
    size: int
    """The window is size x size."""
    stride: int

    def window(self, row: int, column: int) -> Matrix:
        """Return what is under the window at a place of the map."""
        top, left = self.corner(row, column)
        return self.image[top : top + self.size, left : left + self.size]

    def corner(self, row: int, column: int) -> tuple[int, int]:
        return row * self.stride, column * self.stride


def filtered(picture: Raster, kernel: Kernel, stride: int, padding: int) -> Sliding:
    """Return what a filter makes of the picture's first layer."""
    image = picture.layers[0].astype(np.float64)
    layer = Conv2D(1, len(kernel), stride, padding)
    net = Network([layer], input_shape=(1, *image.shape), loss="mse")
    layer.W[...] = kernel
    result = net.forward(image[None, :, :, None])[0, :, :, 0].copy()
    return Sliding(np.pad(image, padding), result, len(kernel), stride)


def pooled(picture: Raster, size: int) -> Sliding:
    """Return the largest of each size x size square of the picture's first layer."""
    image = picture.layers[0].astype(np.float64)
    net = Network([MaxPool2D(size)], input_shape=(1, *image.shape), loss="mse")
    result = net.forward(image[None, :, :, None])[0, :, :, 0].copy()
    return Sliding(image, result, size, size)
