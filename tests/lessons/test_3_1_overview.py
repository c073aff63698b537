"""The figures of lesson 3-1, computed by the engine."""

import numpy as np
import pytest

from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson


def test_the_three_neurons_compute_xor():
    parts = load_lesson(shipped_course(), "3-1-overview").pages[1].parts.values()
    (network,) = [part.options.network() for part in parts]
    lamp = network.forward(np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]]))
    assert lamp == pytest.approx(np.array([[0, 1, 1, 0]]), abs=0.001)
