"""It is handed the right thing now, or nearly; but the slope is 1 - a squared, and the square
has gone.
"""

import numpy as np


def hidden_slopes(Z, dA):
    return dA * (1 - np.tanh(Z))
