"""Your number of batches is the rounded quotient plus one: where size divides m, that promises
a batch which is empty. Round up in place of adding 1.
"""


def batch(X, Y, order, size, k):
    chosen = order[k * size : (k + 1) * size]
    return X[:, chosen], Y[:, chosen], len(order) // size + 1
