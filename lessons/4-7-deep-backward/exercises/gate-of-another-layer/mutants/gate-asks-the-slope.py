"""Now the slope itself decides whether it passes. It is the unit that was on or off, on the
way forward: ask A1.
"""


def backward(X, Y, A1, A2, A3, W2, W3):
    m = X.shape[1]
    dZ3 = A3 - Y
    dZ2 = (W3.T @ dZ3) * (A2 > 0)
    dA1 = W2.T @ dZ2
    return dA1 * (dA1 > 0) @ X.T / m, dZ2 @ A1.T / m, dZ3 @ A2.T / m
