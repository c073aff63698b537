"""Layers for images: (C, H, W, m), channels, rows, columns, and the examples last.

A convolution is a dense layer that looks at one patch of the image at a time: with the patches
laid out as columns, forward and backward are the equations of Dense.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.arguments import check_whole
from engine.arrays import Array, Shape
from engine.layer import Layer, Weighted


class Conv2D(Weighted):
    """Filters slide over the image: Z[l] = W[l] * A[l-1] + b[l], A[l] = g(Z[l]).

    * is the cross-correlation: the filters are not turned round. W is (filters, C, k, k), b is
    (filters, 1); each side of n pixels becomes floor((n + 2 padding - k) / stride) + 1.
    """

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
        kernel_size: int,
        stride: int = 1,
        padding: int = 0,
        activation: str = "linear",
        use_bias: bool = True,
        l1: float = 0.0,
        l2: float = 0.0,
    ) -> None:
        super().__init__(activation, use_bias, l1, l2)
        check_whole(filters=filters, kernel_size=kernel_size, stride=stride, padding=padding)
        if filters < 1 or kernel_size < 1 or stride < 1 or padding < 0:
            raise ValueError(
                "Conv2D needs filters, kernel_size and stride from 1 up and padding from 0 up, "
                f"got {filters}, {kernel_size}, {stride} and {padding}"
            )
        self.filters = filters
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding

    def shape_after(self, input_shape: Shape) -> Shape:
        _, height, width = as_image("Conv2D", input_shape)
        k, p = self.kernel_size, self.padding
        if k > height + 2 * p or k > width + 2 * p:
            raise ValueError(f"a kernel of {k} x {k} does not fit into {input_shape} padded by {p}")
        return (self.filters, self._places(height), self._places(width))

    def _places(self, n: int) -> int:
        """floor((n + 2p - k) / s) + 1"""
        return (n + 2 * self.padding - self.kernel_size) // self.stride + 1

    def weight_shape(self) -> Shape:
        return (self.filters, self.input_shape[0], self.kernel_size, self.kernel_size)

    def allocate(self, m: int) -> dict[str, Array]:
        channels, height, width = self.input_shape
        p, k = self.padding, self.kernel_size
        places = self.output_shape[1] * self.output_shape[2] * m
        buffers = super().allocate(m)
        buffers["patches"] = np.empty((channels * k * k, places), self.dtype)
        buffers["dpatches"] = np.empty_like(buffers["patches"])
        buffers["ones"] = np.ones((places, 1), self.dtype)
        if p:
            buffers["padded"] = np.zeros((channels, height + 2 * p, width + 2 * p, m), self.dtype)
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
        if self.padding:
            p = self.padding
            image = self.padded
            image[:, p:-p, p:-p] = self.A_prev
        for part, window in self._windows(self.patches, image):
            np.copyto(part, window)

    def linear_forward(self) -> None:
        """Z[l] = W[l] patches + b[l]"""
        Z = self.Z.reshape(self.filters, -1)
        self.W.reshape(self.filters, -1).dot(self.patches, out=Z)
        if self.use_bias:
            np.add(Z, self.b, out=Z)

    def linear_backward(self) -> None:
        """dW[l] = dZ[l] patches^T, and db[l] = dZ[l] 1, the sum over places and examples"""
        dZ = self.dZ.reshape(self.filters, -1)
        dZ.dot(self.patches.T, out=self.dW.reshape(self.filters, -1))
        if self.use_bias:
            dZ.dot(self.ones, out=self.db)

    def input_backward(self) -> None:
        """dpatches = W[l]^T dZ[l]"""
        dZ = self.dZ.reshape(self.filters, -1)
        self.W.reshape(self.filters, -1).T.dot(dZ, out=self.dpatches)

    def patches_backward(self, dA_prev: Array) -> None:
        """dA[l-1]: each pixel adds up the slopes from all patches that it is part of."""
        p = self.padding
        image = self.dpadded if p else dA_prev
        image.fill(0.0)
        for part, window in self._windows(self.dpatches, image):
            np.add(window, part, out=window)
        if p:
            np.copyto(dA_prev, image[:, p:-p, p:-p])

    def _windows(self, patches: Array, image: Array) -> Iterator[tuple[Array, Array]]:
        """For each pixel of the kernel: its rows of `patches`, and the pixels it passes over."""
        channels, k = self.input_shape[0], self.kernel_size
        parts = patches.reshape(channels, k, k, *self.Z.shape[1:])
        for i in range(k):
            for j in range(k):
                yield parts[:, i, j], strided(image, i, j, self.stride, self.output_shape)


class MaxPool2D(Layer):
    """The largest of each size x size square: A[l] is (C, H // size, W // size, m).

    Rows and columns that fill no square are left out.
    """

    largest: Array
    """For each pixel of a square, whether it is the largest (size^2, C, H', W', m)."""

    def __init__(self, size: int) -> None:
        check_whole(size=size)
        if size < 1:
            raise ValueError(f"MaxPool2D needs a size from 1 up, got {size}")
        self.size = size

    def shape_after(self, input_shape: Shape) -> Shape:
        channels, height, width = as_image("MaxPool2D", input_shape)
        if self.size > min(height, width):
            raise ValueError(f"squares of {self.size} x {self.size} do not fit into {input_shape}")
        self.leaves_pixels_out = bool(height % self.size or width % self.size)
        return (channels, height // self.size, width // self.size)

    def allocate(self, m: int) -> dict[str, Array]:
        places = (self.size**2, *self.output_shape, m)
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
        """largest[k] = whether pixel k of the square is its largest, the first of equals"""
        free = np.ones(self.A.shape, np.bool_)
        for pixels, largest in zip(self._corners(self.A_prev), self.largest, strict=True):
            np.equal(pixels, self.A, out=largest)
            np.logical_and(largest, free, out=largest)
            np.logical_xor(largest, free, out=free)

    def pool_backward(self, dA_prev: Array) -> None:
        """dA[l-1] = dA[l] at the largest pixel of each square, else 0"""
        if self.leaves_pixels_out:
            dA_prev.fill(0.0)
        for slopes, largest in zip(self._corners(dA_prev), self.largest, strict=True):
            np.multiply(self.dA, largest, out=slopes)

    def _corners(self, image: Array) -> list[Array]:
        """The first pixel of every square, the second pixel of every square, and so on."""
        size = self.size
        return [
            strided(image, i, j, size, self.output_shape) for i in range(size) for j in range(size)
        ]


def strided(image: Array, i: int, j: int, stride: int, shape: Shape) -> Array:
    """Every `stride`-th pixel from row i and column j on, as many as `shape` (C, H, W) has."""
    _, height, width = shape
    return image[:, i : i + stride * height : stride, j : j + stride * width : stride]


def as_image(layer: str, shape: Shape) -> tuple[int, int, int]:
    """The shape as (C, H, W); raises ValueError if it is something else."""
    if len(shape) != 3:
        raise ValueError(f"{layer} takes images (C, H, W), not {shape}: give input_shape=(1, 8, 8)")
    channels, height, width = shape
    return channels, height, width
