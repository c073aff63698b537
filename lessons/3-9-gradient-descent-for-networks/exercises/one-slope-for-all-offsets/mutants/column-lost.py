"""Each unit has its own slope now, but db1 is (n_1,), no column. With `keepdims=True` it keeps
the shape of b1.
"""


def backward(X, Y, A1, A2, W2):
    m = X.shape[1]
    dZ2 = A2 - Y
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    return dZ1 @ X.T / m, dZ1.sum(axis=1) / m, dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
