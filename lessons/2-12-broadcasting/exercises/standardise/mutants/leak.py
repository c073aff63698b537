"""Your mean and spread come from all examples together, so the new ones have had a say in what
is learned from. Take them from the training part alone.
"""

import numpy as np


def standardise(X, X_new):
    """Return X and X_new, both scaled by the figures of X."""
    everything = np.hstack([X, X_new])
    mean = everything.mean(axis=1, keepdims=True)
    spread = everything.std(axis=1, keepdims=True)
    return (X - mean) / spread, (X_new - mean) / spread
