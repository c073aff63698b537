import numpy as np

rng = np.random.default_rng(0)
X = rng.normal(size=(16, 3))
y = rng.integers(0, 2, (16, 1)).astype(float)
W1 = rng.normal(size=(3, 5))
b1 = np.zeros(5)
gamma, beta = np.ones(5), np.zeros(5)
W2 = rng.normal(size=(5, 1))
b2 = np.zeros(1)
eps, lr = 1e-5, 0.1
for it in range(5):
    z1 = X @ W1 + b1
    mu = z1.mean(axis=0)
    var = z1.var(axis=0)
    xhat = (z1 - mu) / np.sqrt(var + eps)
    out = gamma * xhat + beta
    a1 = np.maximum(out, 0)
    z2 = a1 @ W2 + b2
    p = 1 / (1 + np.exp(-z2))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    dz2 = (p - y) / len(X)
    dW2 = a1.T @ dz2
    db2 = dz2.sum(axis=0)
    da1 = dz2 @ W2.T
    dout = da1 * (out > 0)
    dgamma = (dout * xhat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    dxhat = dout * gamma
    m = len(X)
    dz1 = (m * dxhat - dxhat.sum(axis=0) - xhat * (dxhat * xhat).sum(axis=0)) / (
        m * np.sqrt(var + eps)
    )
    dW1 = X.T @ dz1
    db1 = dz1.sum(axis=0)
    W1 -= lr * dW1
    b1 -= lr * db1
    W2 -= lr * dW2
    b2 -= lr * db2
    gamma -= lr * dgamma
    beta -= lr * dbeta
