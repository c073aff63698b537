"""Everything moves the wrong way: the slopes are added. A step goes against the slope."""

import numpy as np


def update(parameters, grads, alpha):
    """Return a new list of pairs (W, b), after one step."""
    moved = []
    for (W, b), (dW, db) in zip(parameters, grads):
        moved.append((W + alpha * dW, b + alpha * db))
    return moved
