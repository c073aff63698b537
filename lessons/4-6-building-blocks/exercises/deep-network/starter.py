import numpy as np


def train(parameters, X, Y, alpha, steps):
    """Return the list of pairs (W, b) after this many steps."""
    for _ in range(steps):
        # One step: forward, backward, update.
        pass
    return parameters
