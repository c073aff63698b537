import numpy as np

from engine import Dense, Network

CALL = """
import numpy as np

def J(W):
    A = 1 / (1 + np.exp(-(W @ X)))
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / X.shape[1]

G = numeric_gradient(J, W, h)
"""


def cases(random: np.random.Generator):
    """Yield each case as a dictionary."""
    for n, k, m in ((1, 2, 3), (1, 1, 1), (2, 3, 4), (3, 3, 5), (4, 1, 2)):
        inputs = {
            "W": random.normal(size=(n, k)).round(1),
            "h": 1e-4,
            "X": random.normal(size=(k, m)).round(1),
            "Y": random.integers(0, 2, (n, m)).astype(float),
        }
        title = f"W is {(n, k)}, the cost is a cross-entropy"
        yield {"title": title, "shown": n == 1 < k, "call": CALL, "inputs": inputs}


def expected(W, h, X, Y):
    """Return the slopes of the engine's backward pass."""
    layer = Dense(len(W), "sigmoid", use_bias=False)
    network = Network([layer], n_inputs=len(X), loss="binary_crossentropy")
    layer.W[...] = W
    network.forward(X)
    network.backward(Y)
    return layer.dW
