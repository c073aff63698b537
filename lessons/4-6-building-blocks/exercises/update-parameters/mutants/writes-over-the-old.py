"""The numbers are right, but you write them into the arrays that you were given. The caller
wants to keep those: make new ones.
"""

import numpy as np


def update(parameters, grads, alpha):
    """Return a new list of pairs (W, b), after one step."""
    moved = []
    for (W, b), (dW, db) in zip(parameters, grads):
        W -= alpha * dW
        b -= alpha * db
        moved.append((W, b))
    return moved
