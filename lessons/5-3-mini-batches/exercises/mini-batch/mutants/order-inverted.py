"""You ask of each example to which place it goes. The order is read the other way: its first
entry names the example that comes first.
"""

import numpy as np


def batch(X, Y, order, size, k):
    chosen = np.argsort(order)[k * size : (k + 1) * size]
    return X[:, chosen], Y[:, chosen], -(-len(order) // size)
