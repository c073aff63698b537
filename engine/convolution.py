"""Convolution: a dense layer that looks at one patch of the image at a time.

Images are (C, H, W, m): channels, rows, columns, and the examples last. With the patches laid out
as columns, forward and backward are the equations of Dense.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any, Literal

import numpy as np

from engine.arguments import as_pair, check_whole
from engine.arrays import Array, Shape, small_buffers
from engine.images import Sides, as_image, by, fits, places, strided
from engine.layer import Weighted


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
                f"a kernel of {by(self.kernel_size)} does not fit into {input_shape} "
                f"padded to {by(padded)}"
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


def zeros_to_keep(n: int, k: int, s: int) -> tuple[int, int]:
    """The zeros before and behind n pixels for ceil(n / s) places of a window of k pixels."""
    missing = max((-(-n // s) - 1) * s + k - n, 0)
    return missing // 2, missing - missing // 2
