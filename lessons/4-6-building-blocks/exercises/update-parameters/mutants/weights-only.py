"""The weights have moved, the biases have not. They have slopes as well, and learn by the same
rule.
"""

import numpy as np


def update(parameters, grads, alpha):
    """Return a new list of pairs (W, b), after one step."""
    moved = []
    for (W, b), (dW, db) in zip(parameters, grads):
        moved.append((W - alpha * dW, b))
    return moved
