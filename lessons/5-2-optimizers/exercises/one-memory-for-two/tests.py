import numpy as np

from engine.layers import blended

CALL = """
memory = {}
W1, b1 = step(W, b, dW, db, memory, alpha)
W2, b2 = step(W1, b1, -0.5 * dW, 2 * db, memory, alpha)
"""


def cases(random):
    for n, k in (2, 3), (4, 2), (3, 3), (5, 1), (1, 1):
        yield {
            "title": f"W of shape ({n}, {k}), two steps",
            "shown": (n, k) == (2, 3),
            "call": CALL,
            "inputs": {
                "W": random.normal(size=(n, k)),
                "b": random.normal(size=(n, 1)),
                "dW": random.normal(size=(n, k)),
                "db": random.normal(size=(n, 1)),
                "alpha": 0.01,
            },
        }


def expected(W, b, dW, db, alpha):
    """From the engine's running means; its Adam always corrects them."""
    places = []
    for p, slopes in (W, (dW, -0.5 * dW)), (b, (db, 2 * db)):
        m = v = np.zeros_like(p)
        for g in slopes:
            m, v = blended(m, g, 0.1), blended(v, g**2, 0.001)
            p = p - alpha * m / (np.sqrt(v) + 1e-8)
            places.append(p)
    W1, W2, b1, b2 = places
    return W1, b1, W2, b2
