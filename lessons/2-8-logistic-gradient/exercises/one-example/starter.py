import numpy as np


def gradient(w, b, x, y):
    """Return a, a number, dw, shape (n_x, 1), and db, a number."""
    # Your lines go here.
