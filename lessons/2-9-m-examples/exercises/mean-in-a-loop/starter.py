import numpy as np


def gradient(w, b, X, Y):
    """Return J, dw, shape (n_x,), and db: means over the examples."""
    n_x, m = X.shape
    J, dw, db = 0.0, np.zeros(n_x), 0.0
    # Your lines go here.
