def batch(X, Y, order, size, k):
    """The k-th batch of X and Y in this order, and the number of batches."""
    chosen = order[k * size : (k + 1) * size]  # one list for both, so pairs stay pairs
    batches = -(-len(order) // size)  # rounded up: a short batch is one, too
    return X[:, chosen], Y[:, chosen], batches
