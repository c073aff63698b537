"""b is a column again, but all units get the same slope: you add up over the whole array. Each
unit has its own row.
"""


def update(dZ, A_prev, W, b, alpha):
    m = dZ.shape[1]
    return W - alpha * dZ @ A_prev.T / m, b - alpha * dZ.sum() / m
