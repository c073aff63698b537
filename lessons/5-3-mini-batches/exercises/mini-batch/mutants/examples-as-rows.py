"""`X[chosen]` takes rows, and a row is a feature here. Examples are columns: take `X[:,
chosen]`, and Y likewise.
"""


def batch(X, Y, order, size, k):
    chosen = order[k * size : (k + 1) * size]
    return X[chosen], Y[chosen], -(-len(order) // size)
