"""A network of 2 inputs, 5 units and 3 outputs learns four points. One line of it is wrong."""

import numpy as np

X = np.array([[1.0, -1.0, 0.5, -0.5], [0.5, 1.0, -1.0, -0.5]])  # a point a column
Y = np.array([[1, 0, 0, 0], [0, 1, 0, 1], [0, 0, 1, 0]])  # its class, one-hot


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def train(X, Y, turns=20, lr=0.1):
    rng = np.random.default_rng(0)
    W1 = rng.normal(size=(5, 2))
    b1 = np.zeros((5, 1))
    W2 = rng.normal(size=(3, 5)) * np.sqrt(2 / 5)
    b2 = np.zeros((3, 1))
    m = X.shape[1]
    for i in range(turns):
        Z1 = W1 @ X + b1
        A1 = np.maximum(Z1, 0)
        A2 = softmax(W2 @ A1 + b2)
        dZ2 = A2 - Y
        dW2 = dZ2 @ A1.T / m
        db2 = dZ2.sum(axis=1, keepdims=True) / m
        dA1 = W2.T @ dZ2
        dZ1 = dA1 * (dA1 > 0)
        dW1 = dZ1 @ X.T / m
        db1 = dZ1.sum(axis=1, keepdims=True) / m
        W1 -= lr * dW1
        b1 -= lr * db1
        W2 -= lr * dW2
        b2 -= lr * db2
    return W1, b1, W2, b2


train(X, Y)
