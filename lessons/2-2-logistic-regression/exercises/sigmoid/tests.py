import numpy as np

from engine.activations import activation


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    few = np.array([-2.0, -1, 0, 1, 2])
    yield {"title": "five scores", "shown": True, "inputs": {"z": few}}
    yield {"title": "a single number", "inputs": {"z": 1.5}}
    yield {"title": "shape (1, 1)", "inputs": {"z": np.array([[-3.0]])}}
    yield {"title": "shape (3, 4)", "inputs": {"z": random.normal(0, 3, (3, 4))}}
    yield {"title": "far to both sides", "inputs": {"z": np.array([[-15.0, 15.0]])}}


def expected(z):
    """Return what a right answer gives, by the engine."""
    return activation("sigmoid")(z)
