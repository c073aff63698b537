"""Parameters after 32 steps agree with PyTorch, whose gradients come from autograd."""

import numpy as np
import pytest

from engine import BatchNorm, Conv2D, Dense, Flatten, MaxPool2D, Network
from engine.optimizers import SGD, Adam, Momentum, RMSProp

torch = pytest.importorskip("torch")
F = torch.nn.functional
# Networks of this size only lose by a second thread, and on a busy machine a hundredfold.
torch.set_num_threads(1)

STEPS = 32
TOLERANCE = 1e-10

ACTIVATIONS = {
    "linear": lambda Z: Z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda Z: F.leaky_relu(Z, 0.01),
    "softmax": lambda Z: torch.softmax(Z, dim=1),
}

LOSSES = {
    "mse": lambda A, Y: ((A - Y) ** 2).sum(dim=1).mean(),
    "binary_crossentropy": lambda A, Y: -(Y * A.log() + (1 - Y) * (1 - A).log()).sum(1).mean(),
    "categorical_crossentropy": lambda A, Y: -(Y * A.log()).sum(dim=1).mean(),
}

OPTIMIZERS = {
    "sgd": (lambda: SGD(0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
    "momentum": (lambda: Momentum(0.05), lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
    "nesterov": (
        lambda: Momentum(0.05, nesterov=True),
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
    ),
    "averaged": (
        lambda: Momentum(0.2, averaged=True),
        lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9),
    ),
    "rmsprop": (lambda: RMSProp(0.002), lambda p: torch.optim.RMSprop(p, lr=0.002, alpha=0.9)),
    "adam": (lambda: Adam(0.01), lambda p: torch.optim.Adam(p, lr=0.01)),
}


class Twin:
    """A network's layers in PyTorch, with examples first, and parameters copied from ours."""

    def __init__(self, network):
        self.layers = network.layers
        self.loss = LOSSES[network.loss.name]
        self.parameters = [
            {name: torch.tensor(getattr(layer, name).copy(), requires_grad=True)}
            for layer in network.layers
            for name in layer.parameter_shapes()
        ]
        self.running = {
            i: (torch.zeros(len(layer.gamma)).double(), torch.ones(len(layer.gamma)).double())
            for i, layer in enumerate(network.layers)
            if isinstance(layer, BatchNorm)
        }

    def flat(self):
        return [tensor for named in self.parameters for tensor in named.values()]

    def forward(self, A, training=True):
        remaining = iter(self.flat())
        for i, layer in enumerate(self.layers):
            A = self.layer_forward(i, layer, A, remaining, training)
        return A

    def layer_forward(self, i, layer, A, remaining, training):
        if isinstance(layer, Flatten):
            return A.flatten(1)
        if isinstance(layer, MaxPool2D):
            return F.max_pool2d(A, layer.size, layer.stride)
        named = {name: next(remaining) for name in layer.parameter_shapes()}
        bias = None
        if "b" in named:  # PyTorch has no bias that units share: autograd adds up its copies
            bias = named["b"].flatten().expand(layer.output_shape[0])
        if isinstance(layer, Dense):
            Z = F.linear(A, named["W"], bias)
        elif isinstance(layer, Conv2D):
            (top, bottom), (left, right) = layer.frame
            A = F.pad(A, (left, right, top, bottom))
            Z = F.conv2d(A, named["W"], bias, layer.stride)
        else:
            mean, variance = self.running[i]
            gamma, beta = named["gamma"].flatten(), named["beta"].flatten()
            Z = F.batch_norm(A, mean, variance, gamma, beta, training=training)
        return ACTIVATIONS[layer.activation.name](Z)

    def cost(self, A, Y):
        J = self.loss(A, Y)
        weights = iter(self.parameters)
        for layer in self.layers:
            for name in layer.parameter_shapes():
                W = next(weights)[name]
                if name == "W":
                    J = J + layer.l1 * W.abs().sum() + layer.l2 / 2 * (W**2).sum()
        return J


def worst_error(network, optimizers, X, Y, steps=STEPS):
    """The largest difference of any parameter, and of the cost, while both train side by side."""
    ours, theirs = optimizers
    twin = Twin(network)
    optimizer, peer = ours(), theirs(twin.flat())
    X_first = torch.tensor(np.moveaxis(X, -1, 0).copy())
    Y_first = torch.tensor(Y.T.copy())
    worst = 0.0
    for _ in range(steps):
        network.forward(X, training=True)
        cost = network.cost(Y)
        network.backward(Y)
        optimizer.step(network)

        peer.zero_grad()
        J = twin.cost(twin.forward(X_first), Y_first)
        J.backward()
        peer.step()
        flat = np.concatenate([p.detach().numpy().ravel() for p in twin.flat()])
        worst = max(worst, abs(cost - J.item()), np.abs(network.parameters - flat).max())
    inference = twin.forward(X_first, training=False).detach().numpy().T
    return max(worst, np.abs(network.forward(X) - inference).max())


def one_hot(classes, m, seed=1):
    return np.eye(classes)[np.random.default_rng(seed).integers(0, classes, m)].T


def inputs(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


@pytest.fixture
def check(record_property):
    """Holds an error to the tolerance, and leaves it in the report of `--junitxml`."""

    def check(error):
        record_property("error", float(error))  # xdist sends no numbers of NumPy
        assert error < TOLERANCE

    return check


PAIRS = [
    *[(output, "mse") for output in ACTIVATIONS],
    *[(output, "binary_crossentropy") for output in ("sigmoid", "softmax")],
    *[(output, "categorical_crossentropy") for output in ("sigmoid", "softmax")],
]


def dense_network(hidden, output, loss, units=3, depth=1, **options):
    layers = [Dense(8, activation=hidden) for _ in range(depth)]
    layers.append(Dense(units, activation=output))
    return Network(layers, n_inputs=4, loss=loss, **{"seed": 2, **options})


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_every_activation_output_loss_and_optimizer(hidden, output, loss, optimizer, check):
    X, Y = inputs(4, 30), one_hot(3, 30)
    network = dense_network(hidden, output, loss)
    if output == "relu":
        network.layers[-1].b.fill(0.5)
    check(worst_error(network, OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("loss", ["mse", "binary_crossentropy"])
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_a_single_sigmoid_output(hidden, loss, optimizer, check):
    X = inputs(4, 30)
    Y = (X[:1] * X[1:2] > 0).astype(float)
    check(worst_error(dense_network(hidden, "sigmoid", loss, 1), OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_all_zero_starts(hidden, output, loss, optimizer, check):
    X, Y = inputs(4, 30), one_hot(3, 30)
    network = dense_network(hidden, output, loss, initializer="zeros")
    check(worst_error(network, OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_deep_networks(hidden, optimizer, check):
    X, Y = inputs(4, 30), one_hot(3, 30)
    network = dense_network(
        hidden, "softmax", "categorical_crossentropy", depth=8, initializer="xavier"
    )
    check(worst_error(network, OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize(("l1", "l2"), [(0.01, 0.0), (0.0, 0.1), (0.02, 0.05)])
def test_penalties(l1, l2, optimizer, check):
    X, Y = inputs(4, 30), one_hot(3, 30)
    layers = [Dense(8, "tanh", l1=l1, l2=l2), Dense(3, "softmax", use_bias=False, l1=l1, l2=l2)]
    network = Network(layers, n_inputs=4, loss="categorical_crossentropy", seed=2)
    check(worst_error(network, OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_batch_normalization_of_vectors(activation, optimizer, check):
    X, Y = inputs(4, 30), one_hot(3, 30)
    # No bias before the norm: its gradient is 0, and Adam makes steps of any rounding noise.
    layers = [Dense(8, use_bias=False), BatchNorm(activation), Dense(3, "softmax")]
    network = Network(layers, n_inputs=4, loss="categorical_crossentropy", seed=2)
    check(worst_error(network, OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_batch_normalization_at_the_output(optimizer, check):
    X, Y = inputs(4, 30), one_hot(3, 30)
    layers = [Dense(3, use_bias=False), BatchNorm("softmax")]
    network = Network(layers, n_inputs=4, loss="categorical_crossentropy", seed=2)
    check(worst_error(network, OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (1, 1), (2, 0), (2, 2), (3, 1)])
def test_convolutions(stride, padding, activation, optimizer, check):
    X, Y = inputs(2, 9, 8, 10), one_hot(3, 10)
    layers = [
        Conv2D(4, 3, stride, padding, activation),
        Conv2D(3, 2, activation=activation),
        Flatten(),
        Dense(3, "softmax"),
    ]
    network = Network(layers, input_shape=(2, 9, 8), loss="categorical_crossentropy", seed=2)
    check(worst_error(network, OPTIMIZERS[optimizer], X, Y))


@pytest.mark.parametrize("kernel", [3, 4, (2, 5), (1, 3)])
def test_same_padding_is_that_of_torch(kernel):
    X = inputs(2, 7, 8, 3)
    network = Network([Conv2D(3, kernel, padding="same")], input_shape=(2, 7, 8), seed=0)
    A, W = torch.tensor(np.moveaxis(X, -1, 0).copy()), torch.tensor(network.layers[0].W.copy())
    theirs = F.conv2d(A, W, padding="same").numpy()
    assert np.abs(np.moveaxis(network.forward(X), -1, 0) - theirs).max() < 1e-12


@pytest.mark.parametrize("padding", [(2, 0), "same"])
@pytest.mark.parametrize("pool", [(3, 2), (2, 1), ((1, 3), (2, 1))])
def test_rectangular_kernels_overlapping_pools_and_shared_biases(pool, padding, check):
    X, Y = inputs(2, 9, 8, 10), one_hot(3, 10)
    layers = [
        Conv2D(4, (3, 2), (1, 2), padding, "tanh", shared_bias=True),
        MaxPool2D(*pool),
        Flatten(),
        Dense(5, "relu", shared_bias=True),
        Dense(3, "softmax"),
    ]
    network = Network(layers, input_shape=(2, 9, 8), loss="categorical_crossentropy", seed=2)
    check(worst_error(network, OPTIMIZERS["adam"], X, Y))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pooling_with_ties_and_left_over_pixels(size, optimizer, check):
    pixels = np.random.default_rng(0).integers(0, 3, (2, 10, 11, 10)).astype(float)
    layers = [
        Conv2D(3, 3, use_bias=False),
        BatchNorm("relu"),
        MaxPool2D(size),
        Conv2D(4, 2, activation="relu", padding=1),
        MaxPool2D(2),
        Flatten(),
        Dense(3, "softmax"),
    ]
    network = Network(layers, input_shape=(2, 10, 11), loss="categorical_crossentropy", seed=2)
    network.layers[0].W[...] = np.round(network.layers[0].W * 4)
    check(worst_error(network, OPTIMIZERS[optimizer], pixels, one_hot(3, 10)))


def test_weight_decay_is_that_of_adamw(check):
    X, Y = inputs(4, 30), one_hot(3, 30)
    network = dense_network("relu", "softmax", "categorical_crossentropy")

    def adamw(tensors):
        weights, biases = tensors[::2], tensors[1::2]
        groups = [{"params": weights}, {"params": biases, "weight_decay": 0.0}]
        return torch.optim.AdamW(groups, lr=0.01, weight_decay=0.1)

    check(worst_error(network, (lambda: Adam(0.01, weight_decay=0.1), adamw), X, Y))
