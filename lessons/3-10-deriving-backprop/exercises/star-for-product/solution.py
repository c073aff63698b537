def hidden_delta(dZ2, W2, Z1):
    """dZ1, (n_1, m), of a ReLU layer below weights W2, (n_2, n_1)."""
    dA1 = W2.T @ dZ2  # a sum over all the units that heard it
    gate = Z1 > 0
    return dA1 * gate
