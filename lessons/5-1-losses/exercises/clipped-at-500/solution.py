import numpy as np


def cost(Z, Y):
    """The mean cross-entropy of sigmoid(Z) for the truths Y."""
    # -log a = log(1 + e^-z), -log(1 - a) = log(1 + e^z):
    # without probabilities nothing rounds to 0
    losses = np.where(Y == 1, np.logaddexp(0, -Z), np.logaddexp(0, Z))
    return losses.mean()
