"""The figures of lesson 3-4, computed by the engine."""

import numpy as np
import pytest
from lesson_runs import parts_of


def test_the_tables_of_the_page_are_those_of_the_stepper():
    (stepper,) = parts_of("3-4-many-examples", "stepper")
    values = {step.name: step.value for step in stepper.trace().steps}
    assert values["Z[1]"] == pytest.approx(np.array([[-1, 2, 2], [3, 6, -3]]))
    assert values["A[1]"] == pytest.approx(np.array([[0, 2, 2], [3, 6, 0]]))
    assert np.argmax(values["A[2]"]) == 2


def test_a_million_photographs_take_the_room_that_the_page_says():
    bytes_of_one = 12288 * np.zeros(1).itemsize
    assert round(1_000_000 * bytes_of_one / 1e9) == 98
    assert round(256 * bytes_of_one / 1e6) == 25
