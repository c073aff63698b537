"""You walk through the rows of X. A row holds one input of all examples; the examples are the
columns, X[:, i].
"""

import numpy as np


def perceptron_epoch(w, b, X, T, eta):
    """Return w, b and the number of mistakes after one round."""
    mistakes = 0
    for x, t in zip(X, T):
        y = 1 if w @ x + b >= 0 else 0
        if y != t:
            w = w + eta * (t - y) * x
            b = b + eta * (t - y)
            mistakes += 1
    return w, b, mistakes
