"""The numbers of lesson 3-9, and how far its networks come on the odd digits."""

from functools import cache

import numpy as np
import pytest

from engine import Dense, Network, datasets
from tests.support.lesson_runs import ended, parts_of, text_of

LESSON = "3-9-gradient-descent-for-networks"


@cache
def on_digits(hidden, seed=0, activation="tanh"):
    """The lesson's fit with these hidden units at its end: the run and its last snapshot."""
    (fit,) = parts_of(LESSON, "fit")
    changed = {"hidden": hidden, "seed": seed, "activation": activation}
    return ended({**fit.changed_settings(), **changed})


def test_a_network_64_16_1_has_1057_numbers():
    layers = [Dense(16, activation="tanh"), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=64, loss="binary_crossentropy")
    assert network.parameters.size == 1057


def test_the_pass_by_hand():
    layers = [Dense(2, activation="tanh"), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=2, loss="binary_crossentropy")
    hidden, output = layers
    hidden.W[...] = 0
    hidden.b[:, 0] = np.arctanh([0.6, -0.8])
    output.W[...] = [[5, -2]]
    output.b[...] = -4.6
    assert network.forward(np.array([[2.0], [-1]])) == pytest.approx(np.array([[0.5]]))
    network.backward(np.array([[1.0]]))
    assert output.dW == pytest.approx(np.array([[-0.3, 0.4]]))
    assert hidden.dA == pytest.approx(np.array([[-2.5], [1]]))
    assert hidden.dZ == pytest.approx(np.array([[-1.6], [0.36]]))
    assert hidden.dW[0] == pytest.approx([-3.2, 1.6])
    output.W -= output.dW
    output.b -= output.db
    assert network.forward(np.array([[2.0], [-1]])) == pytest.approx(np.array([[0.73]]), abs=0.005)
    assert output.Z[0, 0] == pytest.approx(1)


def test_one_slope_of_the_stepper_is_small_since_its_examples_cancel():
    (stepper,) = parts_of(LESSON, "stepper")
    (step,) = (step for step in stepper.trace().steps if step.name == "dW[1]")
    dW1, dZ1, X = step.value, step.operands["dZ[1]"], step.operands["X"]
    assert dW1[2, 0] == pytest.approx(0.0045, abs=5e-5)
    assert np.sort(abs(dW1), axis=None)[1] > 5 * dW1[2, 0]
    assert list(np.sign(dZ1[2] * X[0])) == [-1, 1, 1, 1]


def test_four_hidden_units_on_the_odd_digits():
    _, last = on_digits((4,))
    assert last.accuracy == pytest.approx(0.99, abs=0.01)
    assert last.val_accuracy == pytest.approx(0.975, abs=0.01)


def test_sixteen_hidden_units_know_ones_and_eights():
    run, last = on_digits((16,))
    assert last.accuracy > 0.995
    assert last.val_accuracy == pytest.approx(0.98, abs=0.01)
    data, digit = datasets.odd_digits(), datasets.digits().Y.argmax(axis=0)
    right = (run.network.forward(data.X) > 0.5) == data.Y
    assert right[0, (digit == 1) | (digit == 8)].mean() > 0.97


@pytest.mark.slow
def test_the_table_holds_over_several_starts_and_other_digits_kept_apart():
    for hidden, training, new in (((), 0.925, 0.92), ((4,), 0.995, 0.975), ((16,), 1.0, 0.98)):
        last = [on_digits(hidden, seed)[1] for seed in range(6)]
        assert np.mean([one.accuracy for one in last]) == pytest.approx(training, abs=0.004)
        assert np.mean([one.val_accuracy for one in last]) == pytest.approx(new, abs=0.004)


@pytest.mark.slow
@pytest.mark.parametrize(("activation", "share"), [("tanh", 97.8), ("relu", 97.3)])
def test_sixteen_units_over_twenty_splits(activation, share):
    assert f"{share} %" in text_of(LESSON)
    new = [on_digits((16,), seed, activation)[1].val_accuracy for seed in range(20)]
    assert 100 * np.mean(new) == pytest.approx(share, abs=0.3)
