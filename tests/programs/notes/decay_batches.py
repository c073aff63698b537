"""Softmax regression: a split, standardised inputs, minibatches, weight decay, a falling rate."""

import numpy as np

rng = np.random.RandomState(11)
data = rng.normal(size=(60, 5)) * [1, 10, 0.1, 3, 1] + [0, 5, 0, 1, -2]
classes = np.argmax(data[:, :3] * [1, 0.1, 10] + 0.3 * rng.normal(size=(60, 3)), axis=1)
order = rng.permutation(len(data))
data, classes = data[order], classes[order]
X_train, X_test = data[:48], data[48:]
y_train, y_test = classes[:48], classes[48:]
mean, std = X_train.mean(axis=0), X_train.std(axis=0)
X_train = ((X_train - mean) / std).T
X_test = ((X_test - mean) / std).T

W = 0.01 * rng.normal(size=(3, 5))
b = np.zeros((3, 1))
reg, batch = 1e-2, 16
for epoch in range(6):
    lr = 0.5 / (1 + 0.2 * epoch)
    perm = rng.permutation(X_train.shape[1])
    for start in range(0, len(perm), batch):
        idx = perm[start : start + batch]
        Xb = X_train[:, idx]
        Yb = np.eye(3)[y_train[idx]].T
        scores = W @ Xb + b
        scores = scores - np.max(scores, axis=0, keepdims=True)
        expd = np.exp(scores)
        probs = expd / np.sum(expd, axis=0, keepdims=True)
        loss = -np.sum(Yb * np.log(probs)) / len(idx) + 0.5 * reg * np.sum(W * W)
        dscores = (probs - Yb) / len(idx)
        dW = dscores @ Xb.T + reg * W
        db = np.sum(dscores, axis=1, keepdims=True)
        W = W - lr * dW
        b = b - lr * db
predicted = np.argmax(W @ X_test + b, axis=0)
print("accuracy", (predicted == y_test).mean())
