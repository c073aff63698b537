"""The trace of a network: the worked examples, and that it is the very step that trains."""

import numpy as np
import pytest

from engine import Dense, Dropout, Flatten, Network
from engine.convolution import Conv2D
from engine.optimizers import SGD, Adam, Momentum, RMSProp
from engine.pooling import MaxPool2D
from engine.trace import Cell, Trace, trace


def logistic(n_inputs, w, b):
    network = Network([Dense(1, "sigmoid")], n_inputs=n_inputs, loss="binary_crossentropy")
    network.layers[0].W[...] = w
    network.layers[0].b[...] = b
    return network


def by_name(steps, phase=None):
    return {step.name: step.value for step in steps if phase in (None, step.phase)}


def small_network(seed=0, **options):
    options = {"loss": "categorical_crossentropy"} | options
    layers = [Dense(4, "tanh", l2=0.1), Dropout(0.4), Dense(5, "relu"), Dense(3, "softmax")]
    return Network(layers, n_inputs=2, seed=seed, **options)


def some_data(network, m=6, seed=1):
    rng = np.random.default_rng(seed)
    Y = np.eye(network.output_shape[0])[:, rng.integers(network.output_shape[0], size=m)]
    return rng.normal(size=(*network.input_shape, m)), Y


def test_logistic_regression_on_one_example():
    network = logistic(2, [[0.5, -1]], 1)
    values = by_name(trace(network, [[2.0], [1.0]], [[1.0]], SGD(1.0)))
    assert values["Z[1]"] == pytest.approx(1)
    assert values["A[1]"] == pytest.approx(0.7311, abs=5e-5)
    assert values["J"] == pytest.approx(0.3133, abs=5e-5)
    assert values["dA[1]"] == pytest.approx(-1.3679, abs=5e-5)
    assert values["dZ[1]"] == pytest.approx(-0.2689, abs=5e-5)
    assert values["dW[1]"][0] == pytest.approx([-0.5379, -0.2689], abs=5e-5)
    assert values["db[1]"] == pytest.approx(-0.2689, abs=5e-5)
    assert values["W[1]"][0] == pytest.approx([0.5 + 0.5379, -1 + 0.2689], abs=1e-4)


def test_vectorised_logistic_regression_on_three_examples():
    X = [[1, 2, -1], [3, 4, -3.2], [1.2, -1.1, 0], [-2.1, 1.3, -0.5]]
    values = by_name(trace(logistic(4, 0, 0), X, [[1, 0, 1]]))
    assert (values["Z[1]"] == 0).all()
    assert (values["A[1]"] == 0.5).all()
    assert values["J"] == pytest.approx(np.log(2))
    assert values["dZ[1]"].tolist() == [[-0.5, 0.5, -0.5]]
    assert values["dW[1]"][0] == pytest.approx([1 / 3, 0.7, -0.38333, 0.65], abs=5e-6)
    assert values["db[1]"] == pytest.approx(-1 / 6)


def test_forward_through_two_layers_by_hand():
    network = Network([Dense(4, "relu"), Dense(1, "sigmoid")], n_inputs=3)
    network.layers[0].W[...] = [[1, 0, -1], [0, 1, 1], [1, 1, 0], [-1, 0, 2]]
    network.layers[0].b[...] = [[0], [-1], [0.5], [0]]
    network.layers[1].W[...] = [[1, -1, 2, -0.5]]
    steps = trace(network, [[1.0], [2.0], [3.0]])
    assert [step.name for step in steps] == ["Z[1]", "A[1]", "Z[2]", "A[2]"]
    values = by_name(steps)
    assert values["A[1]"][:, 0].tolist() == [0, 4, 3.5, 5]
    assert values["Z[2]"].item() == 0.5
    assert values["A[2]"].item() == pytest.approx(0.6225, abs=5e-5)


def test_steps_come_in_the_order_of_the_lessons():
    network = Network([Dense(3, "tanh"), Dense(1, "sigmoid")], 2, loss="binary_crossentropy")
    X = np.ones((2, 4))
    steps = trace(network, X, np.array([[1, 0, 1, 0]]), SGD(0.1))
    assert [(step.phase, step.layer, step.name) for step in steps] == [
        ("forward", 1, "Z[1]"),
        ("forward", 1, "A[1]"),
        ("forward", 2, "Z[2]"),
        ("forward", 2, "A[2]"),
        ("loss", None, "J"),
        ("backward", 2, "dA[2]"),
        ("backward", 2, "dZ[2]"),
        ("backward", 2, "dW[2]"),
        ("backward", 2, "db[2]"),
        ("backward", 1, "dA[1]"),
        ("backward", 1, "dZ[1]"),
        ("backward", 1, "dW[1]"),
        ("backward", 1, "db[1]"),
        ("update", 1, "W[1]"),
        ("update", 1, "b[1]"),
        ("update", 2, "W[2]"),
        ("update", 2, "b[2]"),
    ]
    first = steps[0]
    assert first.formula == r"Z^{[1]} = W^{[1]} X + b^{[1]}"
    assert list(first.operands) == ["W[1]", "X", "b[1]"]
    assert first.shape == (3, 4)
    assert steps[9].formula == r"dA^{[1]} = W^{[2]\top} dZ^{[2]}"


@pytest.mark.parametrize(
    "optimizer",
    [
        SGD(0.1),
        SGD(0.1, weight_decay=0.1, clip_norm=0.01),
        Momentum(0.1, nesterov=True),
        Momentum(0.1, averaged=True),
        RMSProp(0.1),
        Adam(0.1, weight_decay=0.2, clip_norm=1e9),
    ],
    ids=lambda optimizer: optimizer.name,
)
def test_the_trace_is_the_training_itself(optimizer):
    from copy import deepcopy

    traced, trained = small_network(), small_network()
    X, Y = some_data(traced)
    twin = deepcopy(optimizer)
    steps = Trace(traced, [(X, Y)] * 5, optimizer)
    n = len(steps.outlines)
    for epoch in range(5):
        trained.forward(X, training=True)
        cost = trained.cost(Y)
        trained.backward(Y)
        gradients = [layer.dW.copy() for layer in trained.layers if hasattr(layer, "dW")]
        twin.step(trained)
        values = by_name(steps[epoch * n : (epoch + 1) * n])
        slopes = by_name(steps[epoch * n : (epoch + 1) * n], "backward")
        assert values["J"] == cost
        for number, gradient in zip((1, 3, 4), gradients, strict=True):
            assert (slopes[f"dW[{number}]"] == gradient).all()
            assert (values[f"W[{number}]"] == trained.layers[number - 1].W).all()
            assert (values[f"b[{number}]"] == trained.layers[number - 1].b).all()


@pytest.mark.parametrize(
    ("output", "loss"),
    [("sigmoid", "binary_crossentropy"), ("softmax", "categorical_crossentropy")],
)
def test_both_routes_from_the_loss_to_dZ_agree(output, loss):
    network = Network([Dense(3, output)], n_inputs=2, loss=loss, seed=3)
    X, Y = some_data(network)
    values = by_name(trace(network, X, Y))
    layer = network.layers[0]
    dZ = np.empty_like(layer.dZ)
    layer.activation.backward(values["dA[1]"], values["Z[1]"], values["A[1]"], dZ)
    assert dZ == pytest.approx(values["dZ[1]"], abs=1e-14)


def test_a_saturated_output_shows_an_infinite_slope_and_says_why():
    network = logistic(1, [[1.0]], 0)
    steps = {step.name: step for step in trace(network, [[94.0]], [[0.0]])}
    assert steps["A[1]"].value == 1
    assert steps["J"].value == pytest.approx(94)
    assert steps["dA[1]"].value == np.inf
    assert "dZ = A - Y" in steps["dA[1]"].note
    assert steps["dZ[1]"].value == 1
    assert steps["dZ[1]"].note == ""


def test_pairs_that_do_not_go_together_take_the_long_way():
    network = Network([Dense(2, "sigmoid")], n_inputs=2, loss="mse", seed=0)
    X, Y = some_data(network)
    steps = trace(network, X, Y)
    formulas = {step.name: step.formula for step in steps}
    assert formulas["dA[1]"] == r"dA^{[1]} = 2 \left(A^{[1]} - Y\right)"
    assert formulas["dZ[1]"] == r"dZ^{[1]} = dA^{[1]} \odot A^{[1]} \odot (1 - A^{[1]})"


def test_a_step_keeps_its_numbers_when_the_network_moves_on():
    network = small_network()
    steps = trace(network, *some_data(network), SGD(0.5))
    first = steps[0]
    value, weights = first.value.copy(), first.operands["W[1]"].copy()
    network.parameters[...] = 0
    network.forward(np.zeros((2, 6)))
    assert (first.value == value).all()
    assert (first.operands["W[1]"] == weights).all()


def test_operands_hold_what_went_in():
    network = small_network()
    X, Y = some_data(network)
    before = network.layers[0].W.copy()
    steps = {(step.phase, step.name): step for step in trace(network, X, Y, SGD(0.5))}
    Z = steps["forward", "Z[1]"]
    assert (Z.operands["W[1]"] == before).all()
    assert Z.value == pytest.approx(before @ X)
    W = steps["update", "W[1]"]
    assert (W.operands["W[1]"] == before).all()
    assert W.value == pytest.approx(before - 0.5 * W.operands["dW[1]"])
    assert W.operands["alpha"] == 0.5


def test_a_long_trace_can_be_entered_anywhere():
    network = small_network()
    data = some_data(network)
    steps = Trace(network, [data] * 300, Adam(0.05))
    assert len(steps) == 300 * len(steps.outlines)
    places = [5, 7000, 123, len(steps) - 1, 6999, 0, 7000]
    values = [steps[place].value for place in places]
    straight = Trace(small_network(), [data] * 300, Adam(0.05))
    expected = {place: straight[place].value for place in sorted(places)}
    for place, value in zip(places, values, strict=True):
        assert (np.asarray(value) == expected[place]).all()
    assert steps[-1].name == straight[len(straight) - 1].name == "b[4]"


def test_a_long_trace_opens_at_once_and_holds_few_states():

    network = Network([Dense(64, "relu"), Dense(64, "relu"), Dense(3, "softmax")], 64, seed=0)
    rng = np.random.default_rng(0)
    batch = rng.normal(size=(64, 256)), np.eye(3)[:, rng.integers(3, size=256)]
    steps = Trace(network, [batch] * 410, SGD(0.1))
    assert len(steps) > 10_000
    assert steps[0].shape == (64, 256)
    assert len(steps._states) <= 2  # nothing is trained before it is asked for
    assert steps[-1].phase == "update"
    assert len(steps._states) <= 30


def test_places_outside_are_refused():
    steps = trace(logistic(1, 0, 0), [[1.0]])
    assert len(steps) == 2
    assert steps[-1].name == "A[1]"
    with pytest.raises(IndexError, match="no step 2 among 2"):
        steps[2]


@pytest.mark.parametrize(
    ("cell", "value"), [(Cell("W[1]", (0, 1)), 3.0), (Cell("X", (1, 2)), -2.0)]
)
def test_a_changed_input_makes_another_trace(cell, value):
    network = small_network()
    X, Y = some_data(network)
    first = trace(network, X, Y, SGD(0.1), training=False)
    before = [np.copy(step.value) for step in first]
    other = first.with_value(cell, value)
    assert other.inputs[cell.name][cell.index] == value
    assert first.inputs[cell.name][cell.index] != value
    reference = small_network()
    if cell.name == "X":
        X = X.copy()
        X[cell.index] = value
    else:
        reference.layers[0].W[cell.index] = value
    assert by_name(other)["A[4]"] == pytest.approx(reference.forward(X))
    assert all((a == b.value).all() for a, b in zip(before, first, strict=True))


def test_changed_targets_of_softmax_still_add_up_to_one():
    """Otherwise A - Y would not be the slope of the cost."""
    network = small_network()
    X, _ = some_data(network, m=2)
    Y = np.array([[1.0, 0.2], [0.0, 0.2], [0.0, 0.6]])
    first = trace(network, X, Y, training=False)
    for cell, value, column in [
        (Cell("Y", (1, 0)), 1.0, [0.0, 1.0, 0.0]),
        (Cell("Y", (0, 0)), 0.0, [0.0, 0.5, 0.5]),
        (Cell("Y", (0, 1)), 0.6, [0.6, 0.1, 0.3]),
    ]:
        other = first.with_value(cell, value)
        assert other.inputs["Y"][:, cell.index[1]] == pytest.approx(column)
        index = (0, 1)
        W = other.inputs["W[1]"][index]
        above, below = (other.with_value(Cell("W[1]", index), W + h).cost for h in (1e-5, -1e-5))
        slope = by_name(other, "backward")["dW[1]"][index]
        assert slope == pytest.approx((above - below) / 2e-5, abs=1e-8)


def test_finite_differences_confirm_every_gradient():
    network = Network(
        [Conv2D(2, 2, padding=1, activation="tanh", l1=0.01), MaxPool2D(2), Flatten(), Dense(2)],
        input_shape=(1, 3, 3),
        seed=0,
    )
    rng = np.random.default_rng(0)
    steps = trace(network, rng.normal(size=(1, 3, 3, 2)), rng.normal(size=(2, 2)))
    slopes = by_name(steps, "backward")
    for name, values in steps.inputs.items():
        if name in ("X", "Y"):
            continue
        for index in np.ndindex(values.shape):
            costs = [
                steps.with_value(Cell(name, index), values[index] + h).cost for h in (1e-5, -1e-5)
            ]
            assert slopes[f"d{name}"][index] == pytest.approx(
                (costs[0] - costs[1]) / 2e-5, abs=1e-8
            )


def test_batches_must_fit():
    with pytest.raises(ValueError, match=r"Y has shape \(2, 1\), but the outputs"):
        trace(logistic(1, 0, 0), [[1.0]], [[1.0], [2.0]])
    with pytest.raises(ValueError, match="this network takes"):
        trace(logistic(1, 0, 0), [[1.0], [2.0]])
    with pytest.raises(ValueError, match="add up to 1"):
        trace(small_network(), np.ones((2, 1)), np.ones((3, 1)))
