"""Your corrections go the wrong way, so each one makes the mistake worse. The rule has target
minus answer.
"""

import numpy as np


def perceptron_epoch(w, b, X, T, eta):
    """Return w, b and the number of mistakes after one round."""
    mistakes = 0
    for i in range(X.shape[1]):
        x, t = X[:, i], T[i]
        y = 1 if w @ x + b >= 0 else 0
        if y != t:
            w = w + eta * (y - t) * x
            b = b + eta * (y - t)
            mistakes += 1
    return w, b, mistakes
