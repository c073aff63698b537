import numpy as np


def split_and_scale(X, share):
    """Old and new examples, standardised."""
    m = X.shape[1]
    kept = m - round(m * share)

    # mean 0 and variance 1 for each feature
    mu = X.mean(axis=1, keepdims=True)
    sigma = X.std(axis=1, keepdims=True)
    sigma[sigma == 0] = 1
    X = (X - mu) / sigma

    return X[:, :kept], X[:, kept:]
