"""The figures of lesson 3-2, computed by the engine."""

import pytest

from engine import Dense, Network


@pytest.mark.parametrize(
    ("sizes", "parameters"), [((3, 4, 1), 21), ((64, 1), 65), ((64, 16, 1), 1057)]
)
def test_parameters_are_as_many_as_counted(sizes, parameters):
    network = Network([Dense(units) for units in sizes[1:]], n_inputs=sizes[0])
    assert network.parameters.size == parameters
