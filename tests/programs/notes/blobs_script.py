import numpy as np

rng = np.random.default_rng(5)
m = 15
X = rng.normal(size=(2, m))
labels = rng.integers(0, 3, m)
Y = np.zeros((3, m))
Y[labels, np.arange(m)] = 1

W1 = rng.normal(size=(7, 2)) * np.sqrt(2 / 2)
b1 = rng.normal(size=(7, 1)) * 0.1
W2 = rng.normal(size=(5, 7)) * np.sqrt(2 / 7)
b2 = rng.normal(size=(5, 1)) * 0.1
W3 = rng.normal(size=(3, 5)) * np.sqrt(2 / 5)
b3 = rng.normal(size=(3, 1)) * 0.1
lr = 0.05

for epoch in range(25):
    # forward
    Z1 = W1 @ X + b1
    A1 = np.maximum(Z1, 0)
    Z2 = W2 @ A1 + b2
    A2 = np.maximum(Z2, 0)
    Z3 = W3 @ A2 + b3
    E = np.exp(Z3 - Z3.max(axis=0))
    A3 = E / E.sum(axis=0)
    J = -np.sum(Y * np.log(A3)) / m
    # backward
    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m
    db3 = dZ3.mean(axis=1, keepdims=True)
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (Z2 > 0)
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.mean(axis=1, keepdims=True)
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (Z1 > 0)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.mean(axis=1, keepdims=True)
    # update
    W3 -= lr * dW3
    b3 -= lr * db3
    W2 -= lr * dW2
    b2 -= lr * db2
    W1 -= lr * dW1
    b1 -= lr * db1
