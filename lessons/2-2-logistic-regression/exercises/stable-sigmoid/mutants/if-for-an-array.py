"""An `if` asks one question, and z >= 0 has an answer for each entry. Choose entry by entry, as
`np.where` does.
"""

import numpy as np


def stable_sigmoid(z):
    """Return the sigmoid of each entry of z, without overflow."""
    e = np.exp(-np.abs(z))  # between 0 and 1
    return 1 / (1 + e) if z >= 0 else e / (1 + e)
