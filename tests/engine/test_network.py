"""A network as a whole: one flat vector, copies, and clear messages."""

import copy
import pickle

import numpy as np
import pytest

from engine import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network
from engine.optimizers import SGD, Adam


def classifier(seed=0, **options):
    layers = [Dense(8, activation="relu"), Dense(3, activation="softmax")]
    options = {"loss": "categorical_crossentropy", "seed": seed} | options
    return Network(layers, n_inputs=2, **options)


def examples(m=64, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(2, m)), np.eye(3)[rng.integers(0, 3, m)].T


def test_gradient_descent_brings_the_cost_down():
    (X, Y), network, optimizer = examples(), classifier(), SGD(0.1)
    network.forward(X)
    before = network.cost(Y)
    for _ in range(200):
        network.forward(X)
        network.backward(Y)
        optimizer.step(network)
    network.forward(X)
    assert network.cost(Y) < 0.8 * before


def test_worked_forward_pass_of_a_3_4_1_network():
    network = Network([Dense(4, "relu"), Dense(1, "sigmoid")], n_inputs=3)
    hidden, output = network.layers
    hidden.W[...] = [[1, 0, -1], [0, 1, 1], [1, 1, 0], [-1, 0, 2]]
    hidden.b[...] = [[0], [-1], [0.5], [0]]
    output.W[...] = [[1, -1, 2, -0.5]]
    A = network.forward(np.array([[1.0], [2.0], [3.0]]))
    assert hidden.A.ravel().tolist() == [0, 4, 3.5, 5]
    assert output.Z.item() == 0.5
    assert A.item() == pytest.approx(0.6225, abs=5e-5)


def test_the_layers_look_into_one_flat_vector():
    network = classifier()
    first, second = network.layers
    assert network.parameters.size == 2 * 8 + 8 + 8 * 3 + 3
    first.W[...] = 1
    second.b[...] = 2
    assert network.parameters[:16].tolist() == [1] * 16
    assert network.parameters[-3:].tolist() == [2] * 3
    network.gradient[:] = 7
    assert (first.db == 7).all()


def test_what_forward_returns_is_not_overwritten():
    (X, _), network = examples(), classifier()
    first = network.forward(X)
    kept = first.copy()
    network.forward(2 * X)
    assert np.array_equal(first, kept)


def test_batches_of_many_sizes_in_any_order():
    network = classifier()
    X, Y = examples(40)
    whole = network.forward(X)
    for m in [1, 2, 3, 5, 8, 13, 21, 34, 40, 1, 40, 7, 2]:
        assert network.forward(X[:, :m]) == pytest.approx(whole[:, :m])
        network.backward(Y[:, :m])
        assert network.layers[0].dZ.shape == (8, m)


def test_the_gradient_is_the_mean_over_the_examples():
    (X, Y), network = examples(10), classifier()
    each = []
    for i in range(10):
        network.forward(X[:, i : i + 1])
        network.backward(Y[:, i : i + 1])
        each.append(network.gradient.copy())
    network.forward(X)
    network.backward(Y)
    assert network.gradient == pytest.approx(np.mean(each, axis=0))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_everything_is_of_the_dtype_that_was_asked_for(dtype):
    layers = [
        Conv2D(2, 2, padding=1, activation="leaky_relu", l1=0.1, l2=0.1),
        BatchNorm("sigmoid"),
        MaxPool2D(2),
        Flatten(),
        Dropout(0.3),
        Dense(3, "tanh"),
        Dense(2, "softmax"),
    ]
    network = Network(
        layers, input_shape=(1, 4, 4), loss="categorical_crossentropy", dtype=dtype, seed=0
    )
    optimizer = Adam(0.1, weight_decay=0.1, clip_norm=1.0)
    for _ in range(2):
        A = network.forward(np.ones((1, 4, 4, 3)), training=True)
        network.backward(np.ones((2, 3)) / 2)
        optimizer.step(network)
    arrays = [A, network.parameters, network.gradient, *optimizer.memory().values()]
    for layer in layers:
        arrays += [v for v in vars(layer).values() if isinstance(v, np.ndarray)]
    assert {a.dtype for a in arrays} == {np.dtype(dtype), np.dtype(bool)}


def test_float32_gives_nearly_what_float64_gives():
    X, Y = examples()
    costs = []
    for dtype in (np.float32, np.float64):
        network, optimizer = classifier(dtype=dtype), SGD(0.1)
        for _ in range(20):
            network.forward(X)
            network.backward(Y)
            optimizer.step(network)
        costs.append(network.cost(Y))
    assert costs[0] == pytest.approx(costs[1], rel=1e-5)


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_a_copy_shares_nothing_and_trains_on(duplicate):
    X, Y = examples()
    network = classifier()
    network.forward(X)
    network.backward(Y)
    twin = duplicate(network)
    assert np.array_equal(twin.gradient, network.gradient)
    before = network.parameters.copy()
    for net in (twin, network):
        assert np.shares_memory(net.layers[0].W, net.parameters)
        SGD(0.5).step(net)
    assert np.array_equal(twin.parameters, network.parameters)
    assert not np.array_equal(twin.parameters, before)
    assert not np.shares_memory(twin.parameters, network.parameters)


def test_a_state_brings_everything_back():
    X, Y = examples()
    network = Network([Dense(4), BatchNorm(), Dropout(0.5), Dense(3)], n_inputs=2, seed=0)
    optimizer = SGD(0.1)

    def step():
        network.forward(X, training=True)
        network.backward(Y)
        optimizer.step(network)
        return network.parameters.copy(), network.forward(X)

    state = network.state()
    first = step()
    step()
    network.restore(state)
    again = step()
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])


def test_saturated_outputs_have_a_finite_cost():
    network = Network([Dense(1, "sigmoid")], n_inputs=1, loss="binary_crossentropy")
    network.layers[0].W[...] = 94
    network.forward(np.ones((1, 1)))
    assert network.cost(np.zeros((1, 1))) == pytest.approx(94)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Network([], n_inputs=2), "at least one layer"),
        (lambda: Network([Dense(1)]), "n_inputs"),
        (lambda: Network([Dense(1)], n_inputs=2, input_shape=(2,)), "n_inputs"),
        (lambda: classifier(loss="categorical"), "did you mean 'categorical_crossentropy'"),
        (lambda: classifier(initializer="hee"), "did you mean 'he'"),
        (lambda: classifier().forward(np.ones((3, 5))), r"X has shape \(3, 5\).*\(2, m\)"),
        (lambda: classifier().forward(np.ones((2, 0))), "no examples"),
        (lambda: Network([Dense(1)], n_inputs=0), "at least one number"),
        (lambda: classifier(dtype=int), "float32 or float64"),
        (lambda: classifier().cost(np.ones((3, 5))), "call forward"),
        (lambda: classifier().backward(np.ones((3, 5))), "call forward"),
    ],
)
def test_what_does_not_fit_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_targets_of_another_shape_are_named():
    network = classifier()
    network.forward(np.ones((2, 5)))
    with pytest.raises(ValueError, match=r"Y has shape \(5,\), but .* \(3, 5\)"):
        network.backward(np.ones(5))


def test_softmax_needs_targets_that_add_up_to_one():
    """A - Y would not be the slope of the cost; without the short cut any targets will do."""
    network = classifier()
    network.forward(np.ones((2, 5)))
    with pytest.raises(ValueError, match="add up to 1"):
        network.backward(np.ones((3, 5)))
    sigmoids = Network([Dense(3, "sigmoid")], n_inputs=2, loss="categorical_crossentropy")
    sigmoids.forward(np.ones((2, 5)))
    sigmoids.backward(np.ones((3, 5)))
    assert sigmoids.gradient.any()
