import numpy as np


def gradient(X, A, Y):
    """Return dw, shape (n_x, 1), and db, a number."""
    # Your lines go here.
