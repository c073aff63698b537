import numpy as np


def cost(A, Y):
    """Return the mean binary cross-entropy of the answers A where Y is true, a number."""
    # Your lines go here.
