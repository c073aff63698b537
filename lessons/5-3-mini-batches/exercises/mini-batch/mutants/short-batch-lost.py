"""Your number of batches is rounded down, so the short batch at the end is never taken, and
its examples are left out. Round up.
"""


def batch(X, Y, order, size, k):
    chosen = order[k * size : (k + 1) * size]
    return X[:, chosen], Y[:, chosen], len(order) // size
