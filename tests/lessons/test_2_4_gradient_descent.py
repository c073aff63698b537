"""What lesson 2-4 says of valleys and of a saturated unit."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lesson_runs import text_of


def descent(w: float, alpha: float, steps: int, c: float = 1.0) -> list[float]:
    """Where gradient descent on c (w - 2)^2 goes."""
    way = [w]
    for _ in range(steps):
        way.append(way[-1] - alpha * 2 * c * (way[-1] - 2))
    return way


def test_the_table_of_the_first_steps() -> None:
    row = r"^\| (\d) \| (\d\S*) \| (\d\S*) \| (\d\S*) \|$"
    rows = re.findall(row, text_of("2-4-gradient-descent"), re.MULTILINE)
    way = descent(5, 0.1, 3)
    assert len(rows) == 4
    for step, w, slope, J in rows:
        here = way[int(step)]
        expected = (here, 2 * (here - 2), (here - 2) ** 2)
        assert (float(w), float(slope), float(J)) == pytest.approx(expected, abs=0.0005)


def test_what_each_learning_rate_does() -> None:
    assert descent(5, 0.5, 1)[-1] == 2
    assert descent(5, 1, 2) == [5, -1, 5]
    assert abs(descent(5, 0.9, 40)[-1] - 2) < 0.001
    assert abs(descent(5, 1.1, 9)[-1] - 2) > 10


def test_the_saturated_unit_is_wrong_and_flat() -> None:
    a = 1 / (1 + np.exp(10))
    assert (a - 1) ** 2 == pytest.approx(0.9999, abs=0.00005)
    assert 2 * (a - 1) * a * (1 - a) == pytest.approx(-0.00009, abs=0.000005)
