"""The figures of lesson 3-3, computed by the engine."""

import numpy as np
import pytest
from lesson_runs import parts_of


def test_the_pass_of_the_page_is_that_of_the_stepper():
    (stepper,) = parts_of("3-3-computing-the-output", "stepper")
    values = {step.name: step.value for step in stepper.trace().steps}
    assert np.ravel(values["Z[1]"]) == pytest.approx([-2, 4, 3.5, 5])
    assert np.ravel(values["A[1]"]) == pytest.approx([0, 4, 3.5, 5])
    assert np.ravel(values["Z[2]"]) == pytest.approx([0.5])
    assert np.ravel(values["A[2]"]) == pytest.approx([0.6225], abs=5e-5)
