"""keepdims is there, but the sum now runs down the columns, over the units. Each unit has an
offset of its own: sum along its row, over the examples.
"""


def update(dZ, A_prev, W, b, alpha):
    m = dZ.shape[1]
    return W - alpha * dZ @ A_prev.T / m, b - alpha * dZ.sum(axis=0, keepdims=True) / m
