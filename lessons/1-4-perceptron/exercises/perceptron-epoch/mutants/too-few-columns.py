"""You look at as many examples as there are inputs. The examples are the columns of X, so their
number is its second size.
"""

import numpy as np


def perceptron_epoch(w, b, X, T, eta):
    """Return w, b and the number of mistakes after one round."""
    mistakes = 0
    for i in range(X.shape[0]):
        x, t = X[:, i], T[i]
        y = 1 if w @ x + b >= 0 else 0
        if y != t:
            w = w + eta * (t - y) * x
            b = b + eta * (t - y)
            mistakes += 1
    return w, b, mistakes
