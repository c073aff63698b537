import numpy as np


def cost(A, Y):
    """Return the mean cross-entropy of the answers A, a number."""
    # Your lines go here.
