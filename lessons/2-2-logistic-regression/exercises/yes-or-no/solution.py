def decide(w, b, X):
    """Return 1 for "yes" and 0 for "no", (1, m): one for each column of X."""
    z = w.T @ X + b
    return (z >= 0).astype(int)  # a >= 0.5 where z >= 0: no exponential is needed
