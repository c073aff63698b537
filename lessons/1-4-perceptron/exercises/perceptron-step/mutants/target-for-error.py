"""You move by the target alone, whatever was answered. The rule has target minus answer: 0 where
it was right, and -1 after a wrong yes.
"""

import numpy as np


def perceptron_step(w, b, x, t, eta):
    """Return w, shape (n,), and b, a number, after one look at x."""
    y = 1 if w @ x + b >= 0 else 0
    return w + eta * t * x, b + eta * t
