def batch(X, Y, order, size, k):
    """The k-th batch of X and Y, and the number of batches."""
    # one list for both, so pairs stay pairs
    chosen = order[k * size : (k + 1) * size]
    # rounded up: a short batch is one, too
    batches = -(-len(order) // size)
    return X[:, chosen], Y[:, chosen], batches
