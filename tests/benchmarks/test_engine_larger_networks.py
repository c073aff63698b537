"""784-128-64-10 with Adam, and the small network for images, against PyTorch."""

import numpy as np
import pytest

from engine import Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network
from engine.optimizers import Adam

pytestmark = pytest.mark.benchmark


def one_hot(m, dtype):
    return np.eye(10, dtype=dtype)[np.random.default_rng(0).integers(0, 10, m)].T.copy()


def torch_on_one_thread():
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    return torch


class Digits:
    """784-128-64-10 in batches of 64."""

    def __init__(self, dtype):
        self.dtype = dtype
        self.X = np.random.default_rng(0).normal(size=(784, 64)).astype(dtype)
        self.Y = one_hot(64, dtype)
        layers = [Dense(128, "relu"), Dense(64, "relu"), Dense(10, "softmax")]
        self.network = Network(
            layers, n_inputs=784, loss="categorical_crossentropy", seed=0, dtype=dtype
        )

    def with_engine(self, steps=40):
        network, optimizer = self.network, Adam(0.001)
        for _ in range(steps):
            network.forward(self.X, training=True)
            network.backward(self.Y)
            optimizer.step(network)

    def with_bare_products(self, steps=40):
        """The eight matrix products of a step, and nothing else."""
        a, b, c = self.network.layers
        for _ in range(steps):
            a.W.dot(self.X, out=a.Z)
            b.W.dot(a.A, out=b.Z)
            c.W.dot(b.A, out=c.Z)
            c.dZ.dot(b.A.T, out=c.dW)
            c.W.T.dot(c.dZ, out=b.dA)
            b.dZ.dot(a.A.T, out=b.dW)
            b.W.T.dot(b.dZ, out=a.dA)
            a.dZ.dot(self.X.T, out=a.dW)

    def with_torch(self):
        torch = torch_on_one_thread()
        nn = torch.nn
        model = nn.Sequential(
            nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10)
        ).to(getattr(torch, np.dtype(self.dtype).name))
        X, labels = torch.tensor(self.X.T.copy()), torch.tensor(self.Y.argmax(axis=0))
        optimizer, loss = torch.optim.Adam(model.parameters()), nn.CrossEntropyLoss()

        def run(steps=40):
            for _ in range(steps):
                optimizer.zero_grad()
                loss(model(X), labels).backward()
                optimizer.step()

        return run


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_784_128_64_10_against_torch(ratio, row, dtype):
    digits, name = Digits(dtype), f"784-128-64-10 {dtype}, batch at hand / PyTorch"
    row(name, ratio(digits.with_engine, digits.with_torch(), name), 0.85)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_784_128_64_10_against_its_products(ratio, row, dtype):
    digits = Digits(dtype)
    name = f"784-128-64-10 {dtype}, batch at hand / products"
    row(name, ratio(digits.with_engine, digits.with_bare_products, name), 2.2)


def test_small_image_network(ratio, row):
    """Forward and backward of the network of lesson 6-3, batches of 32, float32."""
    torch = torch_on_one_thread()
    nn = torch.nn
    X = np.random.default_rng(0).normal(size=(1, 28, 28, 32)).astype(np.float32)
    Y = one_hot(32, np.float32)
    layers = [
        Conv2D(32, 3, activation="relu"), MaxPool2D(2),
        Conv2D(64, 3, activation="relu"), MaxPool2D(2),
        Conv2D(64, 3, activation="relu"), Flatten(),
        Dense(64, "relu"), Dropout(0.5), Dense(10, "softmax"),
    ]  # fmt: skip
    network = Network(
        layers, input_shape=(1, 28, 28), loss="categorical_crossentropy", dtype=np.float32, seed=0
    )
    model = nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 64, 3), nn.ReLU(), nn.Flatten(),
        nn.Linear(576, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 10),
    )  # fmt: skip
    assert sum(p.numel() for p in model.parameters()) == network.parameters.size
    X_first = torch.tensor(np.moveaxis(X, -1, 0).copy())
    labels, loss = torch.tensor(Y.argmax(axis=0)), nn.CrossEntropyLoss()

    def with_engine():
        for _ in range(10):
            network.forward(X, training=True)
            network.backward(Y)

    def with_torch():
        for _ in range(10):
            model.zero_grad()
            loss(model(X_first), labels).backward()

    name = "small image network / PyTorch"
    row(name, ratio(with_engine, with_torch, name), 0.72, 0.60)
