import numpy as np


def update(parameters, grads, alpha):
    """Return a new list with a pair (W, b) for each layer, after one step."""
    # Your lines go here.
