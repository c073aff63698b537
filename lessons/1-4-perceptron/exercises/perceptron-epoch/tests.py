import numpy as np

from engine import datasets
from engine.perceptron import Perceptron


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    start = np.zeros(2)
    for title, data in (("AND", datasets.and_()), ("XOR", datasets.xor())):
        inputs = {"w": start, "b": 0.0, "X": data.X, "T": data.Y[0], "eta": 1.0}
        yield {"title": f"the first round of {title}", "shown": title == "AND", "inputs": inputs}
    ready = {"w": np.ones(2), "b": -1.5, "X": data.X[:, :3], "T": np.zeros(3), "eta": 1.0}
    yield {"title": "a round without a mistake", "inputs": ready}
    one = {"w": np.zeros(1), "b": 0.0, "X": np.ones((1, 1)), "T": np.zeros(1), "eta": 0.5}
    yield {"title": "one input, one example", "inputs": one}
    for n, m, b in ((2, 8, 0.5), (3, 12, 0.5), (2, 6, -3.0)):
        inputs = {
            "w": random.normal(size=n),
            "b": b,
            "X": random.normal(size=(n, m)),
            "T": random.integers(0, 2, m).astype(float),
            "eta": 0.5,
        }
        yield {"title": f"{n} inputs, {m} examples", "inputs": inputs}


def expected(w, b, X, T, eta):
    """Return what a right answer gives, by the engine."""
    perceptron = Perceptron(len(X), learning_rate=eta)
    perceptron.W[...], perceptron.b[...] = w, b
    mistakes = sum(perceptron.learn(x, t) != t for x, t in zip(X.T, T, strict=True))
    return perceptron.W[0], perceptron.b[0, 0], mistakes
