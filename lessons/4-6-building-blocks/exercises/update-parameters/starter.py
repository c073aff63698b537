import numpy as np


def update(parameters, grads, alpha):
    """Return a new list of pairs (W, b), after one step."""
    # Your lines go here.
