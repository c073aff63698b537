"""Your scores lack the offset b. It is added to every one of them before the sigmoid."""

import numpy as np


def forward(w, b, X):
    """Return the answers A, shape (1, m)."""
    Z = w.T @ X
    return 1 / (1 + np.exp(-Z))
