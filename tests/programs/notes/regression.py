import numpy as np

np.random.seed(9)
m = 16
X = np.linspace(-2, 2, m).reshape(1, m)
Y = np.sin(2 * X)
W1 = np.random.randn(6, 1)
b1 = np.random.randn(6, 1)
W2 = np.random.randn(1, 6) * 0.4
b2 = np.zeros((1, 1))
learning_rate = 0.05


def forward(X, W1, b1, W2, b2):
    Z1 = np.matmul(W1, X) + b1
    A1 = np.tanh(Z1)
    Z2 = np.matmul(W2, A1) + b2
    return Z1, A1, Z2


def backward(X, Y, A1, Z2, W2):
    dZ2 = 2 * (Z2 - Y) / m
    dW2 = np.matmul(dZ2, A1.T)
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.matmul(W2.T, dZ2)
    dZ1 = dA1 * (1 - A1**2)
    dW1 = np.matmul(dZ1, X.T)
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    return dW1, db1, dW2, db2


for i in range(40):
    Z1, A1, Z2 = forward(X, W1, b1, W2, b2)
    loss = np.mean((Z2 - Y) ** 2)
    dW1, db1, dW2, db2 = backward(X, Y, A1, Z2, W2)
    W1 = W1 - learning_rate * dW1
    b1 = b1 - learning_rate * db1
    W2 = W2 - learning_rate * dW2
    b2 = b2 - learning_rate * db2
