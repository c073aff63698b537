def split_and_scale(X, share):
    """Old and new examples, standardised; the last share of them are the new ones."""
    m = X.shape[1]
    kept = m - round(m * share)
    old, new = X[:, :kept], X[:, kept:]

    # mean 0 and variance 1 for each feature, as far as the old ones can tell
    mu = old.mean(axis=1, keepdims=True)
    sigma = old.std(axis=1, keepdims=True)
    sigma[sigma == 0] = 1

    return (old - mu) / sigma, (new - mu) / sigma
