import numpy as np

from engine.activations import activation


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    yield {"title": "five sums", "shown": True, "inputs": {"Z": np.array([[-2.0, -1, 0, 1, 2]])}}
    yield {"title": "one unit, one example", "inputs": {"Z": np.array([[4.0]])}}
    yield {"title": "flat at both ends", "inputs": {"Z": np.array([[-12.0], [12.0]])}}
    yield {"title": "shape (3, 4)", "inputs": {"Z": random.normal(0, 2, (3, 4))}}


def expected(Z):
    """Return what a right answer gives, by the engine."""
    sigmoid = activation("sigmoid")
    slope = np.empty_like(Z)
    sigmoid.derivative(Z, sigmoid(Z), out=slope)
    return slope
