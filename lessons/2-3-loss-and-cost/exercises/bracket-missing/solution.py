import numpy as np


def cost(A, Y):
    """The mean cross-entropy of the outputs A for the truths Y."""
    m = Y.shape[1]
    positives = np.sum(Y * np.log(A))
    negatives = np.sum((1 - Y) * np.log(1 - A))
    return -1 / m * (positives + negatives)
