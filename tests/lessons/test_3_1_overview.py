"""The figures of lesson 3-1, computed by the engine."""

import numpy as np
import pytest
from lesson_runs import parts_of


def test_the_three_neurons_compute_xor():
    (options,) = parts_of("3-1-overview", "network")
    lamp = options.network().forward(np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]))
    assert lamp == pytest.approx(np.array([[0, 1, 1, 0]]), abs=0.001)
