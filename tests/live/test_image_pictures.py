"""Small pictures as numbers: drawings, digits, and what a sliding window makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.datasets import digits
from tutor.live.image.drawings import DRAWINGS, drawn
from tutor.live.image.pictures import digit, drawing, matrices
from tutor.live.image.windows import FILTERS, filtered, pooled


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings_are_three_layers_of_bytes(name: str) -> None:
    layers = drawn(name)
    assert layers.shape == (3, 8, 8)
    assert 0 <= layers.min() < layers.max() <= 255


def test_a_digit_keeps_its_dots_and_its_name() -> None:
    data = digits()
    for index in (0, 5, 1796):
        raster = digit(index)
        np.testing.assert_array_equal(raster.layers.ravel() / 16, data.X[:, index])
        assert raster.name == f"a {data.Y[:, index].argmax()}"


def test_colours_are_the_layers_together() -> None:
    raster = drawing("cat")
    lights = sum(raster.layer_pixels(layer).astype(int) for layer in range(3))
    np.testing.assert_array_equal(lights, raster.pixels())
    assert matrices((((0, 2), (4, 8)),)).pixels()[1, 1].tolist() == [255, 255, 255]


@settings(max_examples=50, deadline=None)
@given(
    st.integers(0, 1796),
    st.sampled_from([*FILTERS.values(), ((1.0, -2.0), (0.5, 0.0))]),
    st.integers(1, 3),
    st.integers(0, 1),
)
def test_each_number_of_the_map_is_its_windows_weighted_sum(
    index: int, kernel: tuple[tuple[float, ...], ...], stride: int, padding: int
) -> None:
    sliding = filtered(digit(index), kernel, stride, padding)
    rows, columns = sliding.map.shape
    assert rows == (8 + 2 * padding - len(kernel)) // stride + 1
    for row in range(rows):
        for column in range(columns):
            expected = (sliding.window(row, column) * np.array(kernel)).sum()
            assert sliding.map[row, column] == pytest.approx(expected)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_pooling_takes_the_largest(size: int) -> None:
    sliding = pooled(digit(7), size)
    assert sliding.map.shape == (8 // size, 8 // size)
    for place in np.ndindex(sliding.map.shape):
        assert sliding.map[place] == sliding.window(*place).max()
