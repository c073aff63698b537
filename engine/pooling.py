"""Pooling: of each square of an image one number stays.

Images are (C, H, W, m): channels, rows, columns, and the examples last.
"""

from __future__ import annotations

from math import prod
from typing import TypeGuard

import numpy as np

from engine.activations import Softmax
from engine.arguments import as_pair
from engine.arrays import Array, Shape, small_buffers
from engine.images import Sides, as_image, by, fits, places, strided
from engine.layer import Activated, Layer


class MaxPool2D(Layer):
    """The largest of each size x size square: A[l] is (C, H // size, W // size, m).

    Rows and columns that fill no square are left out. With a stride smaller than the size the
    squares overlap. Size and stride may be pairs (rows, columns).
    """

    largest: Array
    """For each pixel of a square, whether it is the largest (size^2, C, H', W', m)."""
    dZ_largest: Array
    """dZ[l-1] of the largest pixel of each square (C, H', W', m)."""

    def __init__(self, size: Sides, stride: Sides | None = None) -> None:
        self.size = as_pair("size", size, 1)
        self.stride = self.size if stride is None else as_pair("stride", stride, 1)
        self.overlaps = not fits(self.size, self.stride)

    def shape_after(self, input_shape: Shape) -> Shape:
        channels, *sides = as_image("MaxPool2D", input_shape)
        if not fits(self.size, sides):
            raise ValueError(f"squares of {by(self.size)} do not fit into {input_shape}")
        return (channels, *places(sides, self.size, self.stride))

    def allocate(self, m: int) -> dict[str, Array]:
        buffers = super().allocate(m)
        buffers["largest"] = np.empty((prod(self.size), *self.output_shape, m), np.bool_)
        buffers["dZ_largest"] = self.empty(self.output_shape, m)
        return buffers

    def forward(self, A_prev: Array, training: bool) -> Array:
        self.A_prev = A_prev
        self.pool_forward()
        self.mark_largest()
        return self.A

    def backward(self, dA_prev: Array | None) -> None:
        if dA_prev is not None:
            self.pool_backward(self.dA, dA_prev)

    def reaches_dZ(self, below: Layer) -> TypeGuard[Activated]:
        """Through any g but softmax, where the slope of one unit depends on the others."""
        return isinstance(below, Activated) and not isinstance(below.activation, Softmax)

    def backward_to_dZ(self, below: Activated) -> None:
        """dZ[l-1] = dA[l] * g'(Z[l-1]) at the largest pixel of each square, else 0

        The two steps of the lesson, dA[l-1] at the largest and then dZ[l-1] = dA[l-1] * g'(Z[l-1]),
        in the other order: g' is taken of the largest alone. As A[l] = g(Z[l-1]) there, A[l] tells
        what g' is.
        """
        below.activation.backward(self.dA, self.A, self.A, self.dZ_largest)
        self.pool_backward(self.dZ_largest, below.dZ)

    def pool_forward(self) -> None:
        """A[l] = the largest pixel of each square of A[l-1]"""
        first, *others = self._corners(self.A_prev)
        np.copyto(self.A, first)
        for pixels in others:
            np.maximum(self.A, pixels, out=self.A)

    def mark_largest(self) -> None:
        """largest[k] = whether pixel k of the square is its largest, the first of equals

        It is the last where none of the others is.
        """
        *others, free = self.largest
        free.fill(True)
        for pixels, largest in zip(self._corners(self.A_prev), others, strict=False):
            np.equal(pixels, self.A, out=largest)
            np.logical_and(largest, free, out=largest)
            np.logical_xor(largest, free, out=free)

    def pool_backward(self, dA: Array, dA_prev: Array) -> None:
        """dA[l-1] = dA[l] at the largest pixel of each square, else 0

        A pixel of several squares adds up what it gets from each.
        """
        if self.overlaps or self.leaves_pixels_out():
            dA_prev.fill(0.0)
        with small_buffers():
            for slopes, largest in zip(self._corners(dA_prev), self.largest, strict=True):
                if self.overlaps:
                    slopes += dA * largest
                else:
                    np.multiply(dA, largest, out=slopes)

    def leaves_pixels_out(self) -> bool:
        """Whether some pixels are in no square."""
        seen = [n * size for n, size in zip(self.output_shape[1:], self.size, strict=True)]
        return seen != [*self.input_shape[1:]]

    def _corners(self, image: Array) -> list[Array]:
        """The first pixel of every square, the second pixel of every square, and so on."""
        return [
            strided(image, i, j, self.stride, self.output_shape) for i, j in np.ndindex(self.size)
        ]
