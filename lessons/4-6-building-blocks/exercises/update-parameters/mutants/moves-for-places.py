"""Your list holds the moves alone. The new W is the old one minus alpha times its slope."""

import numpy as np


def update(parameters, grads, alpha):
    """Return a new list of pairs (W, b), after one step."""
    moved = []
    for (W, b), (dW, db) in zip(parameters, grads):
        moved.append((-alpha * dW, -alpha * db))
    return moved
