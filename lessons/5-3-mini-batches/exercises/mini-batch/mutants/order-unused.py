"""Your batches come in the order of the file: `order` has not been used. Take the k-th piece
of `order`, and the columns that it names.
"""


def batch(X, Y, order, size, k):
    part = slice(k * size, (k + 1) * size)
    return X[:, part], Y[:, part], -(-X.shape[1] // size)
