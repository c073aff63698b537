def split_and_scale(X, share):
    """Old and new examples, standardised."""
    m = X.shape[1]
    kept = m - round(m * share)
    old, new = X[:, :kept], X[:, kept:]

    # mean 0 and variance 1, as far as the old ones can tell
    mu = old.mean(axis=1, keepdims=True)
    sigma = old.std(axis=1, keepdims=True)
    sigma[sigma == 0] = 1

    return (old - mu) / sigma, (new - mu) / sigma
