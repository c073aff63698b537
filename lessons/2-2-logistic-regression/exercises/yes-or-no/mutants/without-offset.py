"""Your border goes through the origin whatever b is: the offset is missing in the score."""

import numpy as np


def decide(w, b, X):
    """Return 1 for "yes" and 0 for "no", (1, m): one for each column of X."""
    z = w.T @ X
    return (z >= 0).astype(int)
