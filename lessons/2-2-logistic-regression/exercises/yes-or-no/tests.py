import numpy as np

from engine.activations import Sigmoid


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    X = np.array([[1.0, -1.0, 2.0], [0.5, 2.0, -4.5]])
    w = np.array([[2.0], [1.0]])
    yield {"title": "three examples", "shown": True, "inputs": {"w": w, "b": 0.5, "X": X}}
    for n, m in ((1, 1), (1, 5), (3, 1), (4, 9)):
        inputs = {
            "w": random.normal(size=(n, 1)),
            "b": float(random.normal()),
            "X": random.normal(size=(n, m)),
        }
        yield {"title": f"{n} features, m = {m}", "inputs": inputs}
    far = {"w": np.array([[1000.0]]), "b": 0.0, "X": np.array([[-1.0, 0.0, 1.0]])}
    yield {"title": "scores of -1000, 0 and 1000", "inputs": far}


def expected(w, b, X):
    """Return what a right answer gives, by the engine."""
    return (Sigmoid()(w.T @ X + b) >= 0.5).astype(int)
