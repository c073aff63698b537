"""The weights are right, but your count begins anew with each example. It is set to 0 once,
before the loop.
"""

import numpy as np


def perceptron_epoch(w, b, X, T, eta):
    """Return w, b and the number of mistakes after one round."""
    for i in range(X.shape[1]):
        mistakes = 0
        x, t = X[:, i], T[i]
        y = 1 if w @ x + b >= 0 else 0
        if y != t:
            w = w + eta * (t - y) * x
            b = b + eta * (t - y)
            mistakes += 1
    return w, b, mistakes
