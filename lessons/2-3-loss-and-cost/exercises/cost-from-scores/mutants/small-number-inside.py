"""No infinity any more, but a wrong number: a score that should cost 94 costs about 18 in your
program. The small number inside the logarithm hides the fault, it does not mend it.
"""

import numpy as np


def cost_from_scores(Z, Y):
    """Return the mean cross-entropy of the scores Z, a number."""
    A = 1 / (1 + np.exp(-Z))
    losses = -(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))
    return np.mean(losses)
