"""The two curves of lesson 2-3: where they have valleys, and what is charged least."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lesson_runs import parts_of, text_of

from engine.arrays import Array

X = np.array([-2.0, 1.0, 2.0])


def answers(w: Array) -> Array:
    return 1 / (1 + np.exp(3 - np.multiply.outer(X, w)))


def squared(w: Array) -> Array:
    return ((answers(w) - 1) ** 2).mean(axis=0)


def test_the_surface_shows_these_curves() -> None:
    (surface,) = parts_of("2-3-loss-and-cost", "surface")
    assert [curve.name for curve in surface.cost] == ["squared error", "cross-entropy"]


def test_the_squared_error_has_a_valley_on_the_left_a_hill_and_no_bottom_on_the_right() -> None:
    w = np.linspace(-12, 12, 24001)
    height = squared(w)
    valleys = w[1:-1][(height[1:-1] < height[:-2]) & (height[1:-1] < height[2:])]
    (hill,) = w[1:-1][(height[1:-1] > height[:-2]) & (height[1:-1] > height[2:])]
    assert squared(valleys) == pytest.approx([0.666], abs=0.0005)
    assert hill == pytest.approx(-0.13, abs=0.005)
    assert (np.diff(height[w > hill]) < 0).all()
    assert height[-1] == pytest.approx(1 / 3, abs=1e-6)


def test_the_cross_entropy_is_least_where_it_says() -> None:
    w = np.linspace(-5, 5, 10001)
    assert w[(-np.log(answers(w))).mean(axis=0).argmin()] == pytest.approx(1.35, abs=0.006)


def test_both_charges_are_least_for_the_honest_answer() -> None:
    a = np.linspace(0.001, 0.999, 999)
    for rainy in range(1, 10):
        r = rainy / 10
        charged = -(r * np.log(a) + (1 - r) * np.log(1 - a))
        squares = r * (1 - a) ** 2 + (1 - r) * a**2
        assert a[charged.argmin()] == a[squares.argmin()] == pytest.approx(r)


def test_the_table_of_being_sure_and_wrong() -> None:
    rows = re.findall(
        r"^\| (0\.\d+) \| (\d\.\d+) \| (0\.\d+) \|$", text_of("2-3-loss-and-cost"), re.M
    )
    assert len(rows) == 4
    for p, charge, square in (map(float, row) for row in rows):
        assert charge == pytest.approx(-np.log(p), abs=0.0005)
        assert square == pytest.approx((1 - p) ** 2, abs=0.0005)
