"""The loop over the examples gives what the vectorised step gives, number by number."""

import numpy as np
import pytest

from engine import Dense, Network
from engine.logistic_loop import logistic_loop
from engine.optimizers import SGD
from engine.trace import Cell, trace

X = np.array([[1, 2, -1], [3, 4, -3.2], [1.2, -1.1, 0], [-2.1, 1.3, -0.5]])
Y = np.array([[1.0, 0.0, 1.0]])


def last_values(steps):
    return {step.name: step.value for step in steps}


def test_the_worked_example():
    values = last_values(logistic_loop(X, Y, np.zeros((1, 4)), 0.0))
    assert values["J"] == pytest.approx(np.log(2))
    slopes = [values[f"dw{k}"] for k in (1, 2, 3, 4)]
    assert slopes == pytest.approx([1 / 3, 0.7, -0.38333, 0.65], abs=5e-6)
    assert values["db"] == pytest.approx(-1 / 6)
    assert values["w1"] == pytest.approx(-1 / 3)


def test_loop_and_vectorised_step_agree():
    rng = np.random.default_rng(0)
    W, b = rng.normal(size=(1, 4)), 0.3
    network = Network([Dense(1, "sigmoid")], n_inputs=4, loss="binary_crossentropy")
    network.layers[0].W[...], network.layers[0].b[...] = W, b
    whole = last_values(trace(network, X, Y, SGD(0.5)))
    loop = last_values(logistic_loop(X, Y, W, b, learning_rate=0.5))
    assert loop["J"] == pytest.approx(whole["J"])
    assert [loop[f"z({i})"] for i in (1, 2, 3)] == pytest.approx(whole["Z[1]"][0])
    assert [loop[f"dz({i})"] for i in (1, 2, 3)] == pytest.approx(whole["dZ[1]"][0])
    assert [loop[f"dw{k}"] for k in (1, 2, 3, 4)] == pytest.approx(whole["dW[1]"][0])
    assert [loop[f"w{k}"] for k in (1, 2, 3, 4)] == pytest.approx(whole["W[1]"][0])
    assert loop["b"] == pytest.approx(whole["b[1]"].item())


def test_names_are_assigned_again_and_again():
    steps = logistic_loop(X, Y, np.zeros((1, 4)), 0.0)
    sums = [step for step in steps if step.name == "J"]
    assert [step.value for step in sums] == pytest.approx(np.log(2) * np.array([0, 1, 2, 3, 1]))
    assert sums[0].formula == "J = 0"
    assert sums[1].formula.startswith("J := J - ")
    assert sums[-1].formula == r"J := \frac{J}{m}"
    slope = [step for step in steps if step.name == "dw2"][2]
    assert slope.formula == r"dw_{2} := dw_{2} + x_{2}^{(2)} \cdot dz^{(2)}"
    assert slope.operands == {"dw2": -1.5, "x2(2)": 4.0, "dz(2)": 0.5}


def test_provenance_of_an_accumulated_slope():
    steps = logistic_loop(X, Y, np.zeros((1, 4)), 0.0)
    place = [i for i, step in enumerate(steps) if step.name == "dw2"][2]
    origin = steps.provenance(Cell("dw2"), place + 1)
    assert origin.step == place
    assert origin.numbers == r"\left(-1.5\right) + 4 \cdot 0.5"
    assert steps.provenance(Cell("dw2"), place).value == -1.5
    assert steps.provenance(Cell("x2(2)")).step is None
    with pytest.raises(KeyError):
        steps.provenance(Cell("x9(2)"))


def test_a_sure_mistake_keeps_a_finite_cost():
    steps = logistic_loop(np.array([[94.0]]), np.array([[0.0]]), np.array([[1.0]]), 0.0)
    assert last_values(steps)["J"] == pytest.approx(94)
