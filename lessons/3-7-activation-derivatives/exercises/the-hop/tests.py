import numpy as np

from engine.activations import activation

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu")


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    few = {"dA": np.array([[1.0, 1, -1, 2]]), "Z": np.array([[-2.0, 0, 2, 4]])}
    yield {"title": "four sums", "shown": True, "inputs": few}
    yield {"title": "one number", "inputs": {"dA": np.array([[0.5]]), "Z": np.array([[-0.3]])}}
    yield {"title": "nothing arrives", "inputs": {"dA": np.zeros((2, 1)), "Z": np.ones((2, 1))}}
    for n, m in ((3, 3), (4, 5)):
        inputs = {"dA": random.normal(size=(n, m)), "Z": random.normal(0, 2, (n, m))}
        yield {"title": f"{n} units, {m} examples", "inputs": inputs}


def expected(dA, Z):
    """Return what a right answer gives, by the engine."""
    results = []
    for name in NAMES:
        dZ = np.empty_like(Z)
        activation(name).backward(dA, Z, activation(name)(Z), dZ)
        results.append(dZ)
    return results
