import numpy as np


def cost(Z, Y):
    """Return the mean cross-entropy of softmax(Z), a number."""
    # Your lines go here.
