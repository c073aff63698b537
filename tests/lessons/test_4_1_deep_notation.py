"""The figures of lesson 4-1, computed by the engine."""

import numpy as np
import pytest
from lesson_runs import parts_of

from engine import Dense, Network


@pytest.mark.parametrize(
    ("sizes", "by_layer"),
    [
        ((64, 1), [65]),
        ((64, 16, 1), [1040, 17]),
        ((64, 16, 8, 4, 1), [1040, 136, 36, 5]),
    ],
)
def test_parameters_are_as_many_as_counted(sizes, by_layer):
    network = Network([Dense(units) for units in sizes[1:]], n_inputs=sizes[0])
    assert [layer.W.size + layer.b.size for layer in network.layers] == by_layer


def test_the_unit_of_the_task_can_be_silenced_and_speaks_at_first():
    (options,) = parts_of("4-1-deep-notation", "network")
    network = options.network()

    def unit(*x):
        network.forward(np.array(x, dtype=float).reshape(3, 1))
        return network.layers[2].A[1, 0]

    assert unit(*(dial.value for dial in options.dials().values())) > 0
    assert any(unit(a, b, c) == 0 for a in (-3, 3) for b in (-3, 3) for c in (-3, 3))
