"""Each correction goes the wrong way: where it should have said yes, your step makes the sum
smaller. The rule has target minus answer.
"""

import numpy as np


def perceptron_step(w, b, x, t, eta):
    """Return w, shape (n,), and b, a number, after one look at x."""
    y = 1 if w @ x + b >= 0 else 0
    return w + eta * (y - t) * x, b + eta * (y - t)
