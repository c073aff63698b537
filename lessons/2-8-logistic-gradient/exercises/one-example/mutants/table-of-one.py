"""The numbers are right, but a and db are tables of one number, shape (1, 1), since w.T @ x is
one. b is a plain number, and so its slope must be: take the number out.
"""

import numpy as np


def gradient(w, b, x, y):
    """Return a, a number, dw, shape (n_x, 1), and db, a number."""
    z = w.T @ x + b
    a = 1 / (1 + np.exp(-z))
    dz = a - y
    dw = x * dz
    db = dz
    return a, dw, db
