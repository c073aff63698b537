def backward(X, Y, A1, A2, W2):
    """dW1, db1, dW2, db2, each the mean over the examples."""
    m = X.shape[1]

    # output layer
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.sum(axis=1, keepdims=True) / m

    # hidden layer
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.sum(axis=1, keepdims=True) / m  # each unit's own row

    return dW1, db1, dW2, db2
