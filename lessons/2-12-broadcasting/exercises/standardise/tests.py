import numpy as np

from engine.datasets.dataset import Dataset
from engine.datasets.preparation import Preparation


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    houses = np.array([[2.0, 3, 4], [60, 120, 90]])  # bedrooms, square metres
    inputs = {"X": houses, "X_new": np.array([[5.0], [150]])}
    yield {"title": "bedrooms and square metres", "shown": True, "inputs": inputs}
    for n, m, k in ((1, 4, 4), (2, 5, 1), (3, 3, 3), (4, 6, 6)):
        centre, size = random.normal(0, 5, (n, 1)), random.uniform(0.5, 9, (n, 1))
        inputs = {
            "X": centre + size * random.normal(size=(n, m)),
            "X_new": 1 + centre + size * random.normal(size=(n, k)),
        }
        yield {"title": f"{n} features, {m} examples and {k} new", "inputs": inputs}


def expected(X, X_new):
    """Return what a right answer gives, by the engine."""
    training = Dataset("training", X, X[:1], tuple(f"x{k}" for k in range(len(X))))
    prepare = Preparation.of(training, standardise=True)
    return prepare.inputs(X), prepare.inputs(X_new)
