def output_slopes(A, Y, A_prev):
    """dW and db of a sigmoid output layer with cross-entropy."""
    m = Y.shape[1]

    dZ = A - Y  # through loss and sigmoid at once

    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return dW, db
