"""2-32-3 on the spiral: 200 epochs of SGD in batches of 64, against those who could do it.

The work is the same: a new order each epoch, a step for each of its 15 batches, and at its end the
loss and the accuracy on the training set. `train` measures both with the parameters of that
moment. The loops by hand take the loss as their steps go along, as most code does, and measure the
accuracy. The bare calls are the steps with nothing around them; a step of the engine alone, on one
batch over and over, is held to them too.

Two peers come in two forms: as they are mostly used, and at their leanest. PyTorch takes its
batches from a DataLoader, or by index; scikit-learn learns epoch by epoch with the accuracy taken,
or `fit`s in one go, which gives the loss alone.
"""

import warnings

import numpy as np
import pytest

from engine import Dense, Network, datasets
from engine.optimizers import SGD
from engine.training import TrainingConfig, train

pytestmark = pytest.mark.benchmark

EPOCHS, BATCH, RATE = 200, 64, 0.1
DATA = datasets.spiral(points_per_class=300, seed=0)
STEPS = EPOCHS * 15


def new_network():
    layers = [Dense(32, activation="relu"), Dense(3, activation="softmax")]
    return Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=0)


def with_engine(epochs=EPOCHS):
    config = TrainingConfig(epochs=epochs, batch_size=BATCH, learning_rate=RATE)
    *_, last = train(new_network(), DATA, config)
    return last


def with_steps_of_the_engine():
    """The steps of the engine alone: nothing gathered, nothing measured."""
    X, Y = DATA.X[:, :BATCH].copy(), DATA.Y[:, :BATCH].copy()
    network, optimizer = new_network(), SGD(RATE)
    for _ in range(STEPS):
        network.propagate(X, training=True)
        network.propagate_back(Y)
        optimizer.step(network)


def with_naive_numpy():
    """As a first course writes it: examples as rows, a new array for every result."""
    X, Y = DATA.X.T.copy(), DATA.Y.T.copy()
    np.random.seed(0)
    W1, b1 = np.random.randn(2, 32), np.zeros((1, 32))
    W2, b2 = np.random.randn(32, 3) / 4, np.zeros((1, 3))

    def forward(x):
        z1 = x @ W1 + b1
        a1 = np.maximum(0, z1)
        z2 = a1 @ W2 + b2
        e = np.exp(z2 - np.max(z2, axis=1, keepdims=True))
        return z1, a1, e / np.sum(e, axis=1, keepdims=True)

    losses, accuracies = [], []
    for _ in range(EPOCHS):
        order = np.random.permutation(len(X))
        for start in range(0, len(X), BATCH):
            chosen = order[start : start + BATCH]
            x, y = X[chosen], Y[chosen]
            z1, a1, a2 = forward(x)
            losses.append(-np.sum(y * np.log(a2)) / len(x))
            dz2 = (a2 - y) / len(x)
            dW2, db2 = a1.T @ dz2, np.sum(dz2, axis=0, keepdims=True)
            dz1 = (dz2 @ W2.T) * (z1 > 0)
            dW1, db1 = x.T @ dz1, np.sum(dz1, axis=0, keepdims=True)
            W1 -= RATE * dW1
            b1 -= RATE * db1
            W2 -= RATE * dW2
            b2 -= RATE * db2
        predicted = np.argmax(forward(X)[2], axis=1)
        accuracies.append(np.mean(predicted == np.argmax(Y, axis=1)))
    return losses, accuracies


def with_bare_calls():
    """The NumPy calls of the step alone, on one batch over and over, with nothing around them."""
    X, Y = DATA.X[:, :BATCH].copy(), DATA.Y[:, :BATCH].copy()
    rng = np.random.default_rng(0)
    p, g, change = rng.normal(size=195) / 4, np.empty(195), np.empty(195)
    W1, b1, W2, b2 = parts(p)
    dW1, db1, dW2, db2 = parts(g)
    Z1, A1, dA1, dZ1 = (np.zeros((32, BATCH)) for _ in range(4))
    Z2, A2, dZ2 = (np.zeros((3, BATCH)) for _ in range(3))
    zeros, ones = np.zeros((32, BATCH)), np.ones((BATCH, 1))
    for _ in range(STEPS):
        W1.dot(X, Z1)
        Z1 += b1
        np.maximum(Z1, zeros, out=A1)
        W2.dot(A1, Z2)
        Z2 += b2
        np.subtract(Z2, np.maximum.reduce(Z2), A2)
        np.exp(A2, A2)
        A2 /= np.add.reduce(A2)
        np.subtract(A2, Y, dZ2)
        dZ2.dot(A1.T, dW2)
        dZ2.dot(ones, db2)
        W2.T.dot(dZ2, dA1)
        np.sign(A1, dZ1)
        dZ1 *= dA1
        dZ1.dot(X.T, dW1)
        dZ1.dot(ones, db1)
        g *= 1 / BATCH
        np.multiply(g, RATE, change)
        p -= change


def parts(flat):
    return (
        flat[:64].reshape(32, 2),
        flat[64:96].reshape(32, 1),
        flat[96:192].reshape(3, 32),
        flat[192:].reshape(3, 1),
    )


def with_torch():
    """With a DataLoader, as its tutorials write it."""
    torch = pytest.importorskip("torch")
    examples = torch.utils.data.TensorDataset(*as_tensors(torch))
    return torch_epochs(torch.utils.data.DataLoader(examples, BATCH, shuffle=True))


def with_lean_torch():
    """With the batches taken by index."""
    torch = pytest.importorskip("torch")
    return torch_epochs(BatchesByIndex(*as_tensors(torch)))


class BatchesByIndex:
    """Batches in a new order each time they are gone through."""

    def __init__(self, X, labels):
        self.X, self.labels = X, labels

    def __iter__(self):
        order = pytest.importorskip("torch").randperm(len(self.X))
        for start in range(0, len(self.X), BATCH):
            chosen = order[start : start + BATCH]
            yield self.X[chosen], self.labels[chosen]


def as_tensors(torch):
    return torch.tensor(DATA.X.T.copy()), torch.tensor(DATA.Y.argmax(axis=0))


def torch_epochs(batches):
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Linear(2, 32), torch.nn.ReLU(), torch.nn.Linear(32, 3)
    ).double()
    X, labels = as_tensors(torch)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    criterion = torch.nn.CrossEntropyLoss()
    losses, accuracies = [], []
    for _ in range(EPOCHS):
        for x, y in batches:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        with torch.no_grad():
            right = model(X).argmax(dim=1) == labels
        accuracies.append(right.double().mean().item())
    return losses, accuracies


def classifier():
    neural_network = pytest.importorskip("sklearn.neural_network")
    return neural_network.MLPClassifier(
        (32,), solver="sgd", learning_rate_init=RATE, batch_size=BATCH, max_iter=EPOCHS,
        momentum=0.0, nesterovs_momentum=False, alpha=0.0, tol=0.0, n_iter_no_change=EPOCHS,
        random_state=0,
    )  # fmt: skip


def with_scikit_learn():
    """An epoch at a time, with the loss and the accuracy of each."""
    X, labels, model = DATA.X.T.copy(), DATA.Y.argmax(axis=0), classifier()
    losses, accuracies = [], []
    for _ in range(EPOCHS):
        model.partial_fit(X, labels, classes=range(3))
        losses.append(model.loss_)
        accuracies.append(model.score(X, labels))
    return losses, accuracies


def with_lean_scikit_learn():
    """In one go, with the loss of each epoch and no accuracy."""
    model = classifier()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(DATA.X.T.copy(), DATA.Y.argmax(axis=0))
    return model.loss_curve_


@pytest.mark.parametrize(
    ("peer", "name", "most", "aim"),
    [
        (with_torch, "PyTorch with a DataLoader", 0.10, None),
        (with_lean_torch, "PyTorch by index", 0.15, 0.11),
        (with_scikit_learn, "scikit-learn an epoch at a time", 0.17, None),
        (with_lean_scikit_learn, "scikit-learn fit", 0.25, 0.18),
        (with_naive_numpy, "naive NumPy", 0.5, None),
        (with_bare_calls, "the calls of its own step", 2.5, None),
    ],
)
def test_training_the_spiral(ratio, row, peer, name, most, aim):
    peer()
    row(f"2-32-3 / {name}", ratio(with_engine, peer, f"2-32-3 / {name}"), most, aim)


def test_a_step_costs_little_more_than_its_calls(ratio, row):
    name = "2-32-3, a step / its own calls"
    row(name, ratio(with_steps_of_the_engine, with_bare_calls, name), 1.25, 1.1)


@pytest.mark.parametrize("peer", [with_torch, with_lean_torch, with_naive_numpy])
def test_what_is_timed_has_learned(peer):
    losses, accuracies = peer()
    last = with_engine()
    assert min(last.accuracy, accuracies[-1]) > 0.93
    assert max(last.loss, np.mean(losses[-15:])) < 0.25
