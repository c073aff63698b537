"""What lesson 2-11 says of odd and even digits."""

from __future__ import annotations

import pytest
from lesson_runs import copies, last_of

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
