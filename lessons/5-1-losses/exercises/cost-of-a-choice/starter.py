import numpy as np


def cost(Z, Y):
    """Return the mean cross-entropy of softmax(Z) where Y is true, a number."""
    # Your lines go here.
