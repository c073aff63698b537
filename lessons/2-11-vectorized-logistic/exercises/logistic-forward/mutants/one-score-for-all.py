"""You add up over the examples as well, so that one score is left for all of them. Each example
has its own: only the inputs are added up.
"""

import numpy as np


def forward(w, b, X):
    """Return the answers A, shape (1, m)."""
    Z = np.sum(w * X) + b
    return 1 / (1 + np.exp(-Z))
