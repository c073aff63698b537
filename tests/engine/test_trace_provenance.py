"""Provenance: the numbers filled into a cell's formula give the cell's value, for every step."""

import numpy as np
import pytest

from engine import BatchNorm, Dense, Dropout, Flatten, Network
from engine.convolution import Conv2D
from engine.optimizers import SGD, Adam, Momentum, RMSProp
from engine.pooling import MaxPool2D
from engine.trace import Cell, Trace, trace
from tests.support.latex_value import value_of

DENSE = [Dense(3, "tanh"), Dropout(0.5), Dense(4, "leaky_relu", use_bias=False)]
IMAGES = [Conv2D(2, 2, stride=2, padding=1, activation="relu", l1=0.1), MaxPool2D(2), Flatten()]
ODD_IMAGES = [
    Conv2D(2, (2, 3), stride=(1, 2), padding="same", activation="tanh", shared_bias=True),
    MaxPool2D((2, 3), stride=1),
    Flatten(),
]


def network_of(layers, output="softmax", loss="categorical_crossentropy", units=3):
    shape = {"input_shape": (2, 5, 5)} if isinstance(layers[0], Conv2D) else {"n_inputs": 2}
    return Network([*layers, Dense(units, output, l2=0.1)], loss=loss, seed=2, **shape)


def data_for(network, m=3):
    rng = np.random.default_rng(0)
    Y = np.eye(max(2, network.output_shape[0]))[:, rng.integers(2, size=m)]
    return rng.normal(size=(*network.input_shape, m)), Y[: network.output_shape[0]]


def cells_of(step):
    indices = list(np.ndindex(step.shape))
    rng = np.random.default_rng(len(indices))
    return [Cell(step.name, indices[i]) for i in rng.permutation(len(indices))[:6]]


NORMALISED = [Dense(3), BatchNorm("tanh"), Dense(3, "relu")]
NORMALISED_IMAGES = [Conv2D(2, 4), BatchNorm("relu"), Flatten()]

CASES = {
    "batch norm": (network_of(NORMALISED), Adam(0.1)),
    "batch norm of images": (network_of(NORMALISED_IMAGES), SGD(0.1)),
    "dense, dropout": (network_of(DENSE), Adam(0.1, weight_decay=0.1)),
    "images": (network_of(IMAGES), SGD(0.1, clip_norm=0.1)),
    "overlapping pools": (network_of(ODD_IMAGES), SGD(0.1)),
    "a shared bias": (network_of([Dense(3, "tanh", shared_bias=True)]), SGD(0.1)),
    "sigmoid": (network_of([Dense(2, "relu")], "sigmoid", "binary_crossentropy", 1), RMSProp(0.1)),
    "mse": (network_of([Dense(2, "sigmoid")], "linear", "mse"), Momentum(0.1, nesterov=True)),
    "softmax inside": (
        network_of([Dense(3, "softmax")], "softmax", "mse"),
        Momentum(0.1, averaged=True),
    ),
    "step": (network_of([Dense(3, "step")]), Momentum(0.1)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_numbers_filled_in_give_the_value(name):
    network, optimizer = CASES[name]
    steps = trace(network, *data_for(network), optimizer)
    checked = 0
    for position, step in enumerate(steps, start=1):
        for cell in cells_of(step):
            origin = steps.provenance(cell, position)
            assert origin.step == position - 1
            assert origin.value == np.asarray(step.value)[cell.index]
            expected = steps.expected(position - 1, cell.index, {})
            assert expected == pytest.approx(origin.value, rel=1e-9, abs=1e-12)
            if r"\cdots" not in origin.numbers:
                assert value_of(origin.numbers) == pytest.approx(origin.value, rel=2e-4, abs=2e-5)
                checked += 1
    assert checked > 30


@pytest.mark.parametrize("name", CASES)
def test_sources_lead_back_to_the_inputs(name):
    network, optimizer = CASES[name]
    steps = trace(network, *data_for(network), optimizer)
    last = steps[-1]
    reached = set()
    waiting = [(Cell(last.name, (0, 0)), len(steps))]
    while waiting:
        cell, position = waiting.pop()
        origin = steps.provenance(cell, position)
        if (cell, origin.step) in reached:
            continue
        reached.add((cell, origin.step))
        if origin.step is None:
            assert origin.sources == ()
            assert value_of(origin.numbers) == pytest.approx(origin.value, rel=1e-5)
        waiting += [(source, origin.step) for source in origin.sources]
    inputs = {cell.name for cell, step in reached if step is None}
    assert {"X", "Y", "W[1]"} <= inputs


def test_a_number_is_what_it_was_at_the_position():
    network = network_of([Dense(2, "tanh")])
    X, Y = data_for(network)
    steps = Trace(network, [(X, Y)] * 3, Momentum(0.1))
    n = len(steps.outlines)
    cell = Cell("W[1]", (1, 0))
    start = steps.inputs["W[1]"][1, 0]
    updates = next(i for i, outline in enumerate(steps.outlines) if outline.phase == "update")
    assert steps.provenance(cell, updates).value == start
    assert steps.provenance(cell, updates).step is None
    first, second = steps.provenance(cell, n), steps.provenance(cell, 2 * n)
    assert first.value == steps[first.step].value[1, 0] != start
    assert second.step == first.step + n
    assert steps.provenance(cell, second.step).step == first.step
    velocity = steps.provenance(Cell("v_dW[1]", (1, 0)), 1)
    assert velocity.value == 0 and velocity.step is None
    with pytest.raises(KeyError):
        steps.provenance(Cell("W[9]", (0, 0)))


def test_a_negative_weight_stands_in_one_pair_of_brackets():
    network = Network([Dense(1, l1=0.1, l2=0.2)], n_inputs=1)
    network.layers[0].W[...] = -3
    origin = trace(network, [[2.0]], [[1.0]]).provenance(Cell("dW[1]", (0, 0)))
    assert origin.numbers == (
        r"-14 \cdot 2 + 0.1 \cdot \text{sign}(-3) + 0.2 \cdot \left(-3\right)"
    )


def test_formulas_of_single_cells():
    network = network_of([Dense(2, "relu")])
    steps = trace(network, *data_for(network), SGD(0.1))
    formulas = {
        step.name: steps.provenance(Cell(step.name, (1, 0) if step.shape else ()), i + 1).formula
        for i, step in enumerate(steps)
    }
    assert formulas["Z[1]"] == r"z_{2}^{[1](1)} = \sum_k w_{2,k}^{[1]} x_{k}^{(1)} + b_{2}^{[1]}"
    assert formulas["A[1]"] == r"a_{2}^{[1](1)} = \max(0, z_{2}^{[1](1)})"
    assert formulas["dZ[2]"] == r"dz_{2}^{[2](1)} = a_{2}^{[2](1)} - y_{2}^{(1)}"
    assert formulas["dA[1]"] == (r"da_{2}^{[1](1)} = \sum_j w_{j,2}^{[2]} dz_{j}^{[2](1)}")
    assert formulas["W[1]"] == r"w_{2,1}^{[1]} := w_{2,1}^{[1]} - \alpha \cdot dw_{2,1}^{[1]}"


def test_outside_training_running_averages_stand_in():
    network = network_of([Dense(3), BatchNorm("tanh")])
    X, Y = data_for(network)
    network.layers[1].running_mean[...] = 0.5
    network.layers[1].running_variance[...] = 4.0
    steps = trace(network, X, Y, training=False)
    values = {step.name: step.value for step in steps}
    assert values["Xhat[2]"] == pytest.approx((values["A[1]"] - 0.5) / np.sqrt(4 + 1e-5))
    origin = steps.provenance(Cell("mu[2]", (1, 0)))
    assert origin.value == 0.5
    assert steps.provenance(origin.sources[0], origin.step).step is None
    place = next(i for i, step in enumerate(steps) if step.name == "dA[1]")
    slope = steps.provenance(Cell("dA[1]", (1, 2)), place + 1)
    assert value_of(slope.numbers) == pytest.approx(slope.value, rel=1e-4, abs=1e-6)


def test_running_averages_move_in_training():
    network = network_of([Dense(3), BatchNorm("tanh")])
    steps = trace(network, *data_for(network))
    average = next(step for step in steps if step.name == "mubar[2]")
    assert (average.operands["mubar[2]"] == 0).all()
    assert average.value == pytest.approx(0.1 * average.operands["mu[2]"])
    unbiased = next(step for step in steps if step.name == "varbar[2]")
    assert unbiased.value == pytest.approx(0.9 + 0.1 * unbiased.operands["var[2]"] * 3 / 2)


def test_of_equal_pixels_the_first_gets_the_slope():
    network = Network(
        [Conv2D(1, 1), MaxPool2D(2), Flatten(), Dense(1)], input_shape=(1, 2, 2), seed=0
    )
    steps = trace(network, np.ones((1, 2, 2, 1)), np.zeros((1, 1)))
    slopes = next(step.value for step in steps if step.name == "dA[1]")
    assert (slopes != 0).ravel().tolist() == [True, False, False, False]
    assert steps.provenance(Cell("dA[1]", (0, 0, 0, 0))).sources[0].name == "dA[2]"
    assert "not the largest" in steps.provenance(Cell("dA[1]", (0, 0, 1, 0))).formula
