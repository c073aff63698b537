import numpy as np


def cost(Z, Y):
    """The mean cross-entropy of sigmoid(Z), (1, m), where the truth is Y."""
    # -log a = log(1 + e^-z) and -log(1 - a) = log(1 + e^z): no probability, nothing rounds to 0
    losses = np.where(Y == 1, np.logaddexp(0, -Z), np.logaddexp(0, Z))
    return losses.mean()
