"""The numbers are right, but the shape is (m,), neither row nor column. A sum over an axis drops
it; the matrix product keeps the row.
"""

import numpy as np


def forward(w, b, X):
    """Return the answers A, shape (1, m)."""
    Z = np.sum(w * X, axis=0) + b
    return 1 / (1 + np.exp(-Z))
