"""Every example is answered with the weights from before the round. This rule moves at once, and
the next example is answered by what it has become.
"""

import numpy as np


def perceptron_epoch(w, b, X, T, eta):
    """Return w, b and the number of mistakes after one round."""
    mistakes = 0
    answers = np.where(w @ X + b >= 0, 1, 0)
    for i in range(X.shape[1]):
        x, t = X[:, i], T[i]
        y = answers[i]
        if y != t:
            w = w + eta * (t - y) * x
            b = b + eta * (t - y)
            mistakes += 1
    return w, b, mistakes
