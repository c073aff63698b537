"""You answer from the weights alone. The offset b belongs to the sum, and it can turn a yes into
a no.
"""

import numpy as np


def perceptron_step(w, b, x, t, eta):
    """Return w, shape (n,), and b, a number, after one look at x."""
    y = 1 if w @ x >= 0 else 0
    return w + eta * (t - y) * x, b + eta * (t - y)
