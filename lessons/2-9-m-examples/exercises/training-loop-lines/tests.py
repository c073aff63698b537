import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    three = {"X": np.array([1.0, 2, 4]), "Y": np.array([0.0, 0, 1]), "alpha": 1.0}
    for steps in (1, 2, 0):
        title = f"the lesson's three examples, steps = {steps}"
        yield {"title": title, "shown": steps == 1, "inputs": three | {"steps": steps}}
    one = {"X": np.array([-2.0]), "Y": np.array([1.0]), "alpha": 0.5, "steps": 3}
    yield {"title": "one example", "inputs": one}
    X = random.normal(size=8)
    many = {"X": X, "Y": (X > 0.2).astype(float), "alpha": 0.3, "steps": 20}
    yield {"title": "eight examples, twenty steps", "inputs": many}


def expected(X, Y, alpha, steps):
    """Return what a right answer gives, by the engine."""
    layer = Dense(1, "sigmoid")
    network = Network([layer], n_inputs=1, loss="binary_crossentropy", initializer="zeros")
    optimizer = SGD(alpha)
    for _ in range(steps):
        network.forward(X[None, :])
        network.backward(Y[None, :])
        optimizer.step(network)
    return layer.W[0, 0], layer.b[0, 0]
