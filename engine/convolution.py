"""Layers for images: (C, H, W, m), channels, rows, columns, and the examples last.

A convolution is a dense layer that looks at one patch of the image at a time: with the patches
laid out as columns, forward and backward are the equations of Dense.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any, Literal, TypeAlias

import numpy as np

from engine.arguments import as_pair, check_whole
from engine.arrays import Array, Shape, small_buffers
from engine.layer import Layer, Weighted

Sides: TypeAlias = int | tuple[int, int]
"""A size by rows and columns, of which one number gives both."""


class Conv2D(Weighted):
    """Filters slide over the image: Z[l] = W[l] * A[l-1] + b[l], A[l] = g(Z[l]).

    * is the cross-correlation: the filters are not turned round. W is (filters, C, k, k), b is
    (filters, 1); each side of n pixels becomes floor((n + 2 padding - k) / stride) + 1.

    kernel_size, stride and padding may be pairs (rows, columns). With padding "same" a side becomes
    ceil(n / stride); where the zeros that this takes are odd, one more lies behind than before.
    """

    frame: tuple[tuple[int, int], tuple[int, int]]
    """The zeros above and below the image, and those left and right of it."""
    padded: Array
    """A_prev with zeros around it, (C, H + 2p, W + 2p, m), where there is padding."""
    dpadded: Array
    patches: Array
    """Each column is what the filters see at one place (C k k, H' W' m)."""
    dpatches: Array
    ones: Array

    def __init__(
        self,
        filters: int,
        kernel_size: Sides,
        stride: Sides = 1,
        padding: Sides | Literal["same"] = 0,
        activation: str = "linear",
        use_bias: bool = True,
        l1: float = 0.0,
        l2: float = 0.0,
        shared_bias: bool = False,
    ) -> None:
        super().__init__(activation, use_bias, l1, l2, shared_bias)
        check_whole(filters=filters)
        if filters < 1:
            raise ValueError(f"Conv2D needs filters from 1 up, got {filters}")
        self.filters = filters
        self.kernel_size = as_pair("kernel_size", kernel_size, 1)
        self.stride = as_pair("stride", stride, 1)
        if isinstance(padding, str) and padding != "same":
            raise ValueError(f'padding is a number, a pair of them or "same", not {padding!r}')
        self.padding = padding if isinstance(padding, str) else as_pair("padding", padding, 0)

    def build(self, input_shape: Shape, dtype: np.dtype[Any]) -> None:
        super().build(input_shape, dtype)
        self.frame = self.zeros_around(input_shape)
        self.is_padded = self.frame != ((0, 0), (0, 0))

    def shape_after(self, input_shape: Shape) -> Shape:
        _, height, width = as_image("Conv2D", input_shape)
        (top, bottom), (left, right) = self.zeros_around(input_shape)
        padded = (top + height + bottom, left + width + right)
        if not fits(self.kernel_size, padded):
            raise ValueError(
                f"a kernel of {_by(self.kernel_size)} does not fit into {input_shape} "
                f"padded to {_by(padded)}"
            )
        return (self.filters, *places(padded, self.kernel_size, self.stride))

    def zeros_around(self, image: Shape) -> tuple[tuple[int, int], tuple[int, int]]:
        """The `frame` of an image (C, H, W)."""
        if self.padding != "same":
            rows, columns = self.padding
            return (rows, rows), (columns, columns)
        sides = zip(image[1:], self.kernel_size, self.stride, strict=True)
        above_below, left_right = (zeros_to_keep(*side) for side in sides)
        return above_below, left_right

    def weight_shape(self) -> Shape:
        return (self.filters, self.input_shape[0], *self.kernel_size)

    def allocate(self, m: int) -> dict[str, Array]:
        patch = prod(self.weight_shape()[1:])
        places = prod(self.output_shape[1:]) * m
        buffers = super().allocate(m)
        buffers["patches"] = np.empty((patch, places), self.dtype)
        buffers["dpatches"] = np.empty_like(buffers["patches"])
        buffers["ones"] = np.ones((places, 1), self.dtype)
        if self.is_padded:
            around = ((0, 0), *self.frame, (0, 0))
            buffers["padded"] = np.pad(self.empty(self.input_shape, m), around)
            buffers["dpadded"] = np.zeros_like(buffers["padded"])
        return buffers

    def forward(self, A_prev: Array, training: bool) -> Array:
        self.A_prev = A_prev
        self.patches_forward()
        self.linear_forward()
        self.activation_forward()
        return self.A

    def backward_from_dZ(self, dA_prev: Array | None) -> None:
        self.linear_backward()
        if dA_prev is not None:
            self.input_backward()
            self.patches_backward(dA_prev)

    def patches_forward(self) -> None:
        """Copy what the filters see at each place into a column of `patches`."""
        image = self.A_prev
        if self.is_padded:
            image = self.padded
            self._inside(image)[...] = self.A_prev
        for part, window in self._windows(self.patches, image):
            np.copyto(part, window)

    def linear_forward(self) -> None:
        """Z[l] = W[l] patches + b[l]"""
        Z = self.Z.reshape(self.filters, -1)
        np.matmul(self.W.reshape(self.filters, -1), self.patches, out=Z)
        if self.use_bias:
            np.add(Z, self.b, out=Z)

    def linear_backward(self) -> None:
        """dW[l] = dZ[l] patches^T, and db[l] = dZ[l] 1, the sum over places and examples (and over
        the filters where they share one bias)

        The product is made as (patches dZ[l]^T)^T: the same, and quicker where patches are large.
        """
        dZ = self.dZ.reshape(self.filters, -1)
        np.copyto(self.dW.reshape(self.filters, -1), self.patches.dot(dZ.T).T)
        if self.shared_bias:
            dZ.sum(keepdims=True, out=self.db)
        elif self.use_bias:
            dZ.dot(self.ones, out=self.db)

    def input_backward(self) -> None:
        """dpatches = W[l]^T dZ[l]"""
        dZ = self.dZ.reshape(self.filters, -1)
        np.matmul(self.W.reshape(self.filters, -1).T, dZ, out=self.dpatches)

    def patches_backward(self, dA_prev: Array) -> None:
        """dA[l-1]: each pixel adds up the slopes from all patches that it is part of."""
        image = self.dpadded if self.is_padded else dA_prev
        image.fill(0.0)
        with small_buffers():
            for part, window in self._windows(self.dpatches, image):
                np.add(window, part, out=window)
        if self.is_padded:
            np.copyto(dA_prev, self._inside(image))

    def _inside(self, padded: Array) -> Array:
        """The part of a padded image that is no padding."""
        _, height, width = self.input_shape
        (top, _), (left, _) = self.frame
        return padded[:, top : top + height, left : left + width]

    def _windows(self, patches: Array, image: Array) -> Iterator[tuple[Array, Array]]:
        """For each pixel of the kernel: its rows of `patches`, and the pixels it passes over."""
        parts = patches.reshape(*self.weight_shape()[1:], *self.Z.shape[1:])
        for i, j in np.ndindex(self.kernel_size):
            yield parts[:, i, j], strided(image, i, j, self.stride, self.output_shape)


class MaxPool2D(Layer):
    """The largest of each size x size square: A[l] is (C, H // size, W // size, m).

    Rows and columns that fill no square are left out. With a stride smaller than the size the
    squares overlap. Size and stride may be pairs (rows, columns).
    """

    largest: Array
    """For each pixel of a square, whether it is the largest (size^2, C, H', W', m)."""

    def __init__(self, size: Sides, stride: Sides | None = None) -> None:
        self.size = as_pair("size", size, 1)
        self.stride = self.size if stride is None else as_pair("stride", stride, 1)
        self.overlaps = not fits(self.size, self.stride)

    def shape_after(self, input_shape: Shape) -> Shape:
        channels, *sides = as_image("MaxPool2D", input_shape)
        if not fits(self.size, sides):
            raise ValueError(f"squares of {_by(self.size)} do not fit into {input_shape}")
        return (channels, *places(sides, self.size, self.stride))

    def allocate(self, m: int) -> dict[str, Array]:
        places = (prod(self.size), *self.output_shape, m)
        return super().allocate(m) | {"largest": np.empty(places, np.bool_)}

    def forward(self, A_prev: Array, training: bool) -> Array:
        self.A_prev = A_prev
        self.pool_forward()
        self.mark_largest()
        return self.A

    def backward(self, dA_prev: Array | None) -> None:
        if dA_prev is not None:
            self.pool_backward(dA_prev)

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

    def pool_backward(self, dA_prev: Array) -> None:
        """dA[l-1] = dA[l] at the largest pixel of each square, else 0

        A pixel of several squares adds up what it gets from each.
        """
        if self.overlaps or self.leaves_pixels_out():
            dA_prev.fill(0.0)
        with small_buffers():
            for slopes, largest in zip(self._corners(dA_prev), self.largest, strict=True):
                if self.overlaps:
                    slopes += self.dA * largest
                else:
                    np.multiply(self.dA, largest, out=slopes)

    def leaves_pixels_out(self) -> bool:
        """Whether some pixels are in no square."""
        seen = [n * size for n, size in zip(self.output_shape[1:], self.size, strict=True)]
        return seen != [*self.input_shape[1:]]

    def _corners(self, image: Array) -> list[Array]:
        """The first pixel of every square, the second pixel of every square, and so on."""
        return [
            strided(image, i, j, self.stride, self.output_shape) for i, j in np.ndindex(self.size)
        ]


def places(sides: Sequence[int], window: Sequence[int], stride: Sequence[int]) -> tuple[int, int]:
    """Where a window fits, down and across: floor((n - k) / s) + 1 for each side of n pixels"""
    rows, columns = ((n - k) // s + 1 for n, k, s in zip(sides, window, stride, strict=True))
    return rows, columns


def fits(window: Sequence[int], sides: Sequence[int]) -> bool:
    """Whether no side of the window is longer than that of what it lies on."""
    return all(k <= n for k, n in zip(window, sides, strict=True))


def zeros_to_keep(n: int, k: int, s: int) -> tuple[int, int]:
    """The zeros before and behind n pixels for ceil(n / s) places of a window of k pixels."""
    missing = max((-(-n // s) - 1) * s + k - n, 0)
    return missing // 2, missing - missing // 2


def strided(image: Array, i: int, j: int, stride: tuple[int, int], shape: Shape) -> Array:
    """Every `stride`-th pixel from row i and column j on, as many as `shape` (C, H, W) has."""
    _, height, width = shape
    down, across = stride
    return image[:, i : i + down * height : down, j : j + across * width : across]


def as_image(layer: str, shape: Shape) -> tuple[int, int, int]:
    """The shape as (C, H, W); raises ValueError if it is something else."""
    if len(shape) != 3:
        raise ValueError(f"{layer} takes images (C, H, W), not {shape}: give input_shape=(1, 8, 8)")
    channels, height, width = shape
    return channels, height, width


def _by(sides: Sequence[int]) -> str:
    return " x ".join(map(str, sides))
