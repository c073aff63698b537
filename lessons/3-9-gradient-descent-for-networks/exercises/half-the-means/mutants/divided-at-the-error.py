"""dW2 is right now, but you have divided the delta itself, and everything made of it is
divided once more. Divide in the line of dW2.
"""


def backward(X, Y, A1, A2, W2):
    m = X.shape[1]
    dZ2 = (A2 - Y) / m
    dW2 = dZ2 @ A1.T
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    return dZ1 @ X.T / m, dZ1.mean(axis=1, keepdims=True), dW2, db2
