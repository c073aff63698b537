import numpy as np

from engine import Dense, Network

CALL = """
import numpy as np

parameters = initialize(sizes, seed)
shapes = [[np.shape(W), np.shape(b)] for W, b in parameters]
numbers = np.concatenate([np.ravel(each) for pair in parameters for each in pair])
"""


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    for sizes in ([3, 2, 1], [2, 1], [1, 1, 1], [2, 4, 3, 2, 1], [3, 3, 3]):
        inputs = {"sizes": sizes, "seed": int(random.integers(1000))}
        title = f"a network {'-'.join(map(str, sizes))}"
        yield {"title": title, "shown": sizes == [3, 2, 1], "call": CALL, "inputs": inputs}


def expected(sizes, seed):
    """Return what a right answer gives, by the engine."""
    layers = [Dense(n) for n in sizes[1:]]
    network = Network(layers, n_inputs=sizes[0], initializer="he", seed=seed)
    return [[layer.W.shape, layer.b.shape] for layer in layers], network.parameters
