def update(dZ, A_prev, W, b, alpha):
    """The layer's new W, (n, n_prev), and b, (n, 1)."""
    m = dZ.shape[1]

    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m  # a column, as b is

    W = W - alpha * dW
    b = b - alpha * db
    return W, b
