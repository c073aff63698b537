"""Slopes of curves: what rounding leaves of 0 is 0, and what is small stays small."""

from __future__ import annotations

import pytest

from tutor.plots.curves import Curve


@pytest.mark.parametrize(
    ("formula", "place"),
    [
        ("-(0.6*log(x) + 0.4*log(1 - x))", 0.6),
        ("0.1*(1 - x)**2 + 0.9*x**2", 0.1),
        ("(x - 2)**2", 2.0),
        ("-(0.1*log(x) + 0.9*log(1 - x))", 0.1),
    ],
)
def test_at_a_lowest_place_the_slope_is_0(formula: str, place: float) -> None:
    assert Curve(formula, "x").slope(place, {}).value == 0


def test_a_small_slope_is_not_taken_for_0() -> None:
    assert Curve("sigmoid(x)", "x").slope(-12.0, {}).value == pytest.approx(6.1e-6, rel=0.01)
