"""The numbers of lesson 3-10's network, computed by the engine."""

import numpy as np
import pytest

from engine import Dense, Network
from engine.optimizers import SGD
from tests.support.lesson_runs import parts_of


@pytest.fixture
def stepped():
    """The lesson's network after a forward and a backward pass, its data and its options."""
    (options,) = parts_of("3-10-deriving-backprop", "stepper")
    layers = [Dense(2, activation=options.activation), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=2, loss="binary_crossentropy")
    for layer, W, b in zip(layers, options.weights, options.biases, strict=True):
        layer.W[...] = W
        layer.b[:, 0] = b
    X, Y = np.array(options.X), np.array(options.Y)
    network.forward(X)
    network.backward(Y)
    return network, X, Y, options


def test_forward_it_is_undecided_on_everything(stepped):
    network, _, Y, _ = stepped
    hidden, output = network.layers
    assert hidden.Z.tolist() == [[1, 4, 2], [-2, 3, 1]]
    assert output.A.tolist() == [[0.5, 0.5, 0.5]]
    assert network.cost(Y) == pytest.approx(0.693, abs=0.0005)


def test_the_gradients_are_those_that_the_lesson_derives(stepped):
    network, _, _, _ = stepped
    hidden, output = network.layers
    assert output.dZ.tolist() == [[0.5, -0.5, -0.5]]
    assert output.dW == pytest.approx(np.array([[-5 / 6, -2 / 3]]))
    assert output.db == pytest.approx(np.array([[-1 / 6]]))
    assert hidden.dA.tolist() == [[-0.5, 0.5, 0.5], [0.5, -0.5, -0.5]]
    assert hidden.dZ.tolist() == [[-0.5, 0.5, 0.5], [0, -0.5, -0.5]]
    assert hidden.dW == pytest.approx(np.array([[1 / 2, 0], [-1 / 2, -1 / 3]]))
    assert hidden.db == pytest.approx(np.array([[1 / 6], [-1 / 3]]))


def test_a_step_lowers_the_cost_and_pushes_the_first_example_away(stepped):
    network, X, Y, options = stepped
    SGD(options.learning_rate).step(network)
    hidden, output = network.layers
    assert pytest.approx(np.array([[1.7, 1], [2.3, -0.8]])) == hidden.W
    assert pytest.approx(np.array([[-0.5, 1.4]])) == output.W
    assert output.b == pytest.approx(np.array([[1.1]]))
    answers = network.forward(X)
    assert hidden.A[:, 0] == pytest.approx([0.9, 0])
    assert output.Z[0, 0] == pytest.approx(0.65)
    assert answers[0, 1:] == pytest.approx([0.99, 0.94], abs=0.005)
    assert network.cost(Y) == pytest.approx(0.381, abs=0.0005)


def test_the_first_example_is_outvoted_however_small_the_step(stepped):
    network, X, _, _ = stepped
    SGD(1e-4).step(network)
    assert network.forward(X)[0, 0] > 0.5


def test_a_nudge_of_one_weight_moves_the_second_examples_loss_by_its_delta_times_its_input(stepped):
    network, X, _, _ = stepped
    hidden, output = network.layers
    before = -np.log(network.forward(X)[0, 1])
    hidden.W[1, 0] += 0.01
    answer = network.forward(X)[0, 1]
    assert (hidden.A[1, 1], output.Z[0, 1]) == pytest.approx((3.02, 0.02))
    assert answer == pytest.approx(0.505, abs=0.00005)
    after = -np.log(answer)
    assert (before, after) == pytest.approx((0.6931, 0.6832), abs=0.00005)
    assert after - before == pytest.approx(-0.01, abs=0.0001)
