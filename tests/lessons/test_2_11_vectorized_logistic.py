"""What lesson 2-11 says of odd and even digits."""

from __future__ import annotations

import numpy as np
import pytest
from lesson_runs import copies, last_of

from engine import datasets

LESSON = "2-11-vectorized-logistic"


@copies
def test_one_neuron_tells_odd_digits_as_well_as_the_text_says(copy: int) -> None:
    last = last_of(LESSON, copy=copy)
    assert last.accuracy == pytest.approx(0.92, abs=0.01)
    assert last.val_accuracy == pytest.approx(0.92, abs=0.02)


@copies
def test_sixteen_hidden_units_do_what_the_text_promises(copy: int) -> None:
    layer = {"hidden": (16,), "initializer": "he", "batch_size": 64, "learning_rate": 0.1}
    assert last_of(LESSON, copy=copy, **layer).val_accuracy == pytest.approx(0.98, abs=0.01)


def test_ones_stand_where_it_says_after_3000_steps() -> None:
    data, digit = datasets.odd_digits(), datasets.digits().Y.argmax(axis=0)
    X, Y = data.X[:, :1400], data.Y[:, :1400]
    w, b = np.zeros((64, 1)), 0.0
    for _ in range(3000):
        dZ = 1 / (1 + np.exp(-(w.T @ X + b))) - Y
        w, b = w - X @ dZ.T / 1400, b - dZ.mean()
    right = (w.T @ data.X + b > 0) == data.Y
    assert right[0, digit == 1].mean() == pytest.approx(0.80, abs=0.005)
