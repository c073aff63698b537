import numpy as np

rng = np.random.default_rng(21)
X_all = rng.normal(size=(24, 3))
y_all = rng.integers(0, 2, size=(24, 1)).astype(float)
W1 = rng.normal(size=(3, 5)) * 0.6
b1 = np.zeros(5)
W2 = rng.normal(size=(5, 1)) * 0.6
b2 = np.zeros(1)
alpha, batch_size = 0.3, 8

for epoch in range(4):
    order = rng.permutation(len(X_all))
    X_shuffled, y_shuffled = X_all[order], y_all[order]
    for start in range(0, len(X_all), batch_size):
        xb = X_shuffled[start : start + batch_size]
        yb = y_shuffled[start : start + batch_size]
        z1 = xb @ W1 + b1
        h1 = np.where(z1 > 0, z1, 0.0)
        z2 = h1 @ W2 + b2
        yhat = 1 / (1 + np.exp(-z2))
        loss = -(yb * np.log(yhat) + (1 - yb) * np.log(1 - yhat)).mean()
        dz2 = (yhat - yb) / len(xb)
        dW2 = h1.T @ dz2
        db2 = dz2.sum(axis=0)
        dh1 = dz2 @ W2.T
        dz1 = dh1 * (z1 > 0)
        dW1 = xb.T @ dz1
        db1 = dz1.sum(axis=0)
        W1 -= alpha * dW1
        b1 -= alpha * db1
        W2 -= alpha * dW2
        b2 -= alpha * db2
