"""At a sum of exactly 0 this perceptron says no, and the lesson's says yes. Look at the sign of
comparison in its answer.
"""

import numpy as np


def perceptron_step(w, b, x, t, eta):
    """Return w, shape (n,), and b, a number, after one look at x."""
    y = 1 if w @ x + b > 0 else 0
    return w + eta * (t - y) * x, b + eta * (t - y)
