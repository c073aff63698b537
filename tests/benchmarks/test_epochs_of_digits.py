"""Epochs over 10,000 digits: 784-128-64-10, Adam, batches of 64, against those who could do it.

The work is the same: a new order, 157 steps, and the accuracy of the epoch on what was trained on.
The bare products are the steps' eight matrix products alone, on one batch over and over.
"""

import warnings
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest

from engine import Dense, Network
from engine.training import TrainingConfig, train

pytestmark = pytest.mark.benchmark

COUNT, BATCH, RATE, ROUNDS = 10_000, 64, 0.001, 5
STEPS = -(-COUNT // BATCH)


class Examples(NamedTuple):
    X: np.ndarray
    Y: np.ndarray


def digits(dtype):
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, COUNT)
    return Examples(rng.normal(size=(784, COUNT)).astype(dtype), np.eye(10, dtype=dtype)[:, labels])


def engine_epoch(dtype):
    layers = [Dense(128, "relu"), Dense(64, "relu"), Dense(10, "softmax")]
    network = Network(layers, n_inputs=784, loss="categorical_crossentropy", seed=0, dtype=dtype)
    config = TrainingConfig(
        epochs=10 * ROUNDS, batch_size=BATCH, optimizer="adam", learning_rate=RATE
    )
    run = train(network, digits(dtype), config)
    return lambda: next(run)


def bare_products(dtype):
    layers = [Dense(128, "relu"), Dense(64, "relu"), Dense(10, "softmax")]
    network = Network(layers, n_inputs=784, loss="categorical_crossentropy", seed=0, dtype=dtype)
    X, Y = (array[:, :BATCH].copy() for array in digits(dtype))
    network.forward(X, training=True)
    network.backward(Y)
    a, b, c = network.layers

    def epoch():
        for _ in range(STEPS):
            a.W.dot(X, out=a.Z)
            b.W.dot(a.A, out=b.Z)
            c.W.dot(b.A, out=c.Z)
            c.dZ.dot(b.A.T, out=c.dW)
            c.W.T.dot(c.dZ, out=b.dA)
            b.dZ.dot(a.A.T, out=b.dW)
            b.W.T.dot(b.dZ, out=a.dA)
            a.dZ.dot(X.T, out=a.dW)

    return epoch


def torch_epoch(dtype, fused=False):
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    nn, data = torch.nn, digits(dtype)
    X, labels = torch.tensor(data.X.T.copy()), torch.tensor(data.Y.argmax(axis=0))
    model = nn.Sequential(
        nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)
    ).to(X.dtype)
    optimizer, loss = torch.optim.Adam(model.parameters(), fused=fused), nn.CrossEntropyLoss()

    def epoch():
        for chosen in torch.randperm(COUNT).split(BATCH):
            optimizer.zero_grad()
            loss(model(X[chosen]), labels[chosen]).backward()
            optimizer.step()
        with torch.no_grad():
            (model(X).argmax(dim=1) == labels).double().mean().item()

    return epoch


def scikit_learn_epoch(dtype):
    neural_network = pytest.importorskip("sklearn.neural_network")
    data = digits(dtype)
    X, labels = data.X.T.copy(), data.Y.argmax(axis=0)
    model = neural_network.MLPClassifier((128, 64), batch_size=BATCH, alpha=0.0, random_state=0)

    def epoch():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.partial_fit(X, labels, classes=range(10))
        model.score(X, labels)

    return epoch


def jax_epoch(dtype):
    """The 156 whole batches of an epoch in one compiled scan."""
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    jnp, data = jax.numpy, digits(dtype)
    X, labels = jnp.asarray(data.X.T), jnp.asarray(data.Y.argmax(axis=0))
    rng, sizes = np.random.default_rng(0), (784, 128, 64, 10)
    weights = [
        (jnp.asarray(rng.normal(size=(k, n)) * (2 / k) ** 0.5, dtype), jnp.zeros(n, dtype))
        for k, n in pairwise(sizes)
    ]

    def scores(weights, x):
        for W, b in weights[:-1]:
            x = jax.nn.relu(x @ W + b)
        return x @ weights[-1][0] + weights[-1][1]

    def cost(weights, x, y):
        return -jnp.take_along_axis(jax.nn.log_softmax(scores(weights, x)), y[:, None], 1).mean()

    def step(state, chosen):
        weights, first, second, t = state
        slopes = jax.grad(cost)(weights, X[chosen], labels[chosen])
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, slopes)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, slopes)
        rate = (RATE * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)).astype(dtype)
        weights = jax.tree.map(
            lambda w, m, v: w - rate * m / (jnp.sqrt(v) + 1e-8), weights, first, second
        )
        return (weights, first, second, t + 1), None

    @jax.jit
    def run(state, order):
        state, _ = jax.lax.scan(step, state, order)
        return state, (scores(state[0], X).argmax(axis=1) == labels).mean()

    zeros = jax.tree.map(jnp.zeros_like, weights)
    state = (weights, zeros, zeros, 1)

    def epoch():
        nonlocal state
        order = np.random.permutation(COUNT)[: COUNT // BATCH * BATCH].reshape(-1, BATCH)
        state, accuracy = run(state, order)
        accuracy.block_until_ready()

    return epoch


PEERS = {
    "PyTorch": torch_epoch,
    "fused PyTorch": lambda dtype: torch_epoch(dtype, fused=True),
    "its products alone": bare_products,
    "scikit-learn": scikit_learn_epoch,
    "JAX scanned epoch": jax_epoch,
}


@pytest.mark.parametrize(
    ("dtype", "peer", "most", "aim"),
    [
        ("float64", "PyTorch", 0.85, 0.75),
        ("float64", "its products alone", 2.6, 2.2),
        ("float32", "PyTorch", 0.75, 0.65),
        ("float32", "fused PyTorch", 1.0, 0.85),
        ("float64", "scikit-learn", 0.9, 0.8),
        ("float64", "JAX scanned epoch", 1.3, 1.1),
    ],
)
def test_an_epoch_of_digits(ratio, row, dtype, peer, most, aim):
    name = f"784-128-64-10 {dtype} / {peer}"
    row(name, ratio(engine_epoch(dtype), PEERS[peer](dtype), name, rounds=ROUNDS), most, aim)
