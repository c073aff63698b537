import numpy as np


def standardise(X, X_new):
    """Return X and X_new, both scaled by the figures of X."""
    # Your lines go here.
