"""The exported program run by PyTorch: the same outputs, cost and training step."""

import runpy

import numpy as np
import pytest

from engine import BatchNorm, Dense, Dropout, Flatten, Network, datasets
from engine.activations import ACTIVATIONS
from engine.convolution import Conv2D
from engine.datasets.preparation import Preparation
from engine.export import to_pytorch
from engine.optimizers import SGD, Adam, Momentum, RMSProp
from engine.pooling import MaxPool2D

torch = pytest.importorskip("torch")


def exported(network, tmp_path, optimizer=None):
    path = tmp_path / "model.py"
    path.write_text(to_pytorch(network, optimizer), encoding="utf-8")
    before = torch.get_default_dtype()
    try:
        return runpy.run_path(str(path))
    finally:
        torch.set_default_dtype(before)


def rows(array):
    """Examples first, as PyTorch has them."""
    return torch.tensor(np.moveaxis(array, -1, 0).copy())


def data_for(network, m=5, seed=0):
    rng = np.random.default_rng(seed)
    n, *places = network.output_shape
    Y = (
        np.eye(n)[:, rng.integers(n, size=(*places, m))]
        if n > 1
        else rng.integers(2, size=(1, m)) * 1.0
    )
    return rng.normal(size=(*network.input_shape, m)), Y


def assert_same(network, tmp_path):
    X, Y = data_for(network)
    program = exported(network, tmp_path)
    outputs = program["predict"](rows(X)).detach().numpy()
    assert np.abs(outputs - np.moveaxis(network.forward(X), -1, 0)).max() < 1e-12
    assert program["cost"](rows(X), rows(Y)).item() == pytest.approx(network.cost(Y), rel=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_dense_networks(activation, tmp_path):
    layers = [Dense(20, activation, l1=0.01), Dropout(0.5), Dense(20, activation, use_bias=False)]
    network = Network([*layers, Dense(3, "softmax", l2=0.1)], n_inputs=4, seed=1,
                      loss="categorical_crossentropy")  # fmt: skip
    assert_same(network, tmp_path)


@pytest.mark.parametrize("loss", ["mse", "binary_crossentropy", "categorical_crossentropy"])
@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_outputs_and_losses(output, loss, tmp_path):
    network = Network([Dense(4, "tanh"), Dense(2, output)], n_inputs=2, loss=loss, seed=2)
    assert_same(network, tmp_path)


def test_images(tmp_path):
    layers = [Conv2D(4, 3, stride=2, padding=1, activation="relu", l2=0.1), MaxPool2D(2), Flatten()]
    assert_same(Network([*layers, Dense(2)], input_shape=(2, 9, 9), seed=3), tmp_path)


@pytest.mark.parametrize("padding", [(1, 0), "same"])
def test_odd_images_and_a_shared_bias(padding, tmp_path):
    layers = [
        Conv2D(4, (3, 4), (1, 2), padding, activation="relu", shared_bias=True, l1=0.1, l2=0.1),
        MaxPool2D(3, stride=(2, 1)),
        Flatten(),
        Dense(2, shared_bias=True, l2=0.1),
    ]
    network = Network(layers, input_shape=(2, 9, 8), seed=3)
    for layer in (network.layers[0], network.layers[-1]):
        layer.b[...] = 0.7
    assert_same(network, tmp_path)


def test_classes_of_single_pixels(tmp_path):
    layers = [Conv2D(2, 3, padding=1, activation="relu"), Conv2D(3, 1, activation="softmax")]
    network = Network(layers, input_shape=(1, 4, 4), seed=3, loss="categorical_crossentropy")
    assert_same(network, tmp_path)


def test_batch_normalisation(tmp_path):
    layers = [Conv2D(4, 3), BatchNorm("relu"), Flatten(), Dense(5), BatchNorm("tanh")]
    network = Network([*layers, Dense(3, "softmax")], input_shape=(1, 5, 5), seed=3,
                      loss="categorical_crossentropy")  # fmt: skip
    X, Y = data_for(network)
    program = exported(network, tmp_path, SGD(0.1))
    program["train"](rows(X), rows(Y), epochs=5, batch_size=5)
    for _ in range(5):
        network.forward(X, training=True)
        network.backward(Y)
        SGD(0.1).step(network)
    outputs = program["predict"](rows(X)).detach().numpy()
    assert np.abs(outputs - network.forward(X).T).max() < 1e-10
    assert_same(network, tmp_path)


@pytest.mark.parametrize(
    "optimizer",
    [
        SGD(0.1, weight_decay=0.1),
        SGD(0.1, clip_norm=0.01),
        Momentum(0.1, nesterov=True, weight_decay=0.1),
        Momentum(0.3, averaged=True, weight_decay=0.1),
        Momentum(0.3, averaged=True, nesterov=True),
        RMSProp(0.05),
        Adam(0.05, weight_decay=0.1),
    ],
    ids=lambda optimizer: optimizer.name,
)
def test_training_goes_the_same_way(optimizer, tmp_path):
    network = Network([Dense(4, "tanh", l2=0.1), Dense(3, "softmax")], n_inputs=2, seed=4,
                      loss="categorical_crossentropy")  # fmt: skip
    X, Y = data_for(network, m=6)
    program = exported(network, tmp_path, optimizer)
    program["train"](rows(X), rows(Y), epochs=10, batch_size=6)
    for _ in range(10):
        network.forward(X, training=True)
        network.backward(Y)
        optimizer.step(network)
    outputs = program["predict"](rows(X)).detach().numpy()
    # PyTorch adds 1e-6 to the length it clips by.
    assert np.abs(outputs - network.forward(X).T).max() < (1e-4 if optimizer.clip_norm else 1e-10)


def test_the_preparation_of_inputs(tmp_path):
    prepare = Preparation.of(datasets.circles(), ("x1^2", "x1*x2", "sin(x2)"), standardise=True)
    network = Network([Dense(1, "sigmoid")], n_inputs=3, loss="binary_crossentropy")
    path = tmp_path / "model.py"
    path.write_text(to_pytorch(network, prepare=prepare), encoding="utf-8")
    before = torch.get_default_dtype()
    try:
        program = runpy.run_path(str(path))
        X = datasets.circles(seed=5).X
        outputs = program["predict"](program["prepare"](rows(X))).detach().numpy()
    finally:
        torch.set_default_dtype(before)
    assert np.abs(outputs.T - network.forward(prepare.inputs(X))).max() < 1e-12
