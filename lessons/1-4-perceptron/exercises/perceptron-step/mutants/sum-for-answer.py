"""You compare the target with the sum itself. The answer is 1 or 0, and nothing in between: is
the sum 0 or more?
"""

import numpy as np


def perceptron_step(w, b, x, t, eta):
    """Return w, shape (n,), and b, a number, after one look at x."""
    y = w @ x + b
    return w + eta * (t - y) * x, b + eta * (t - y)
