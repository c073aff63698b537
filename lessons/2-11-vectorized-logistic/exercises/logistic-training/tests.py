import numpy as np

from engine import Dense, Network
from engine.optimizers import SGD


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    X = np.array([[1, 2, -1], [3, 4, -3.2], [1.2, -1.1, 0], [-2.1, 1.3, -0.5]])
    Y = np.array([[1.0, 0, 1]])
    one = {"X": X, "Y": Y, "alpha": 1.0, "steps": 1}
    yield {"title": "one step, as in the lesson", "shown": True, "inputs": one}
    yield {"title": "no step", "inputs": one | {"steps": 0}}
    yield {"title": "two steps", "inputs": one | {"steps": 2}}
    yield {"title": "one input, one example", "inputs": many(random, 1, 1, 3)}
    for n, m, steps in ((3, 3, 10), (2, 30, 100)):
        title = f"{n} inputs, {m} examples, {steps} steps"
        yield {"title": title, "inputs": many(random, n, m, steps)}


def many(random, n, m, steps):
    X = random.normal(size=(n, m))
    Y = (X[:1] + random.normal(size=(1, m)) > 0.2).astype(float)
    return {"X": X, "Y": Y, "alpha": 0.5, "steps": steps}


def expected(X, Y, alpha, steps):
    """Return what a right answer gives, by the engine."""
    layer = Dense(1, "sigmoid")
    network = Network([layer], n_inputs=len(X), loss="binary_crossentropy", initializer="zeros")
    optimizer = SGD(alpha)
    for _ in range(steps):
        network.forward(X)
        network.backward(Y)
        optimizer.step(network)
    return layer.W.T, layer.b[0, 0]
