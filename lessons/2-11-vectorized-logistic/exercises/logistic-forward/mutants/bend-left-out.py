"""You return the scores. An answer is a probability: the sigmoid of the score is still to come."""

import numpy as np


def forward(w, b, X):
    """Return the answers A, shape (1, m)."""
    Z = w.T @ X + b
    return Z
