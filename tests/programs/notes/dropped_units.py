import numpy as np

rng = np.random.default_rng(8)
X = rng.normal(size=(64, 4))
y = (X[:, 0] + X[:, 1] * X[:, 2] > 0).astype(int)
Y = np.eye(2)[y]
keep = 0.8
W1, b1 = rng.normal(size=(4, 10)) * 0.5, np.zeros(10)
W2, b2 = rng.normal(size=(10, 2)) * 0.5, np.zeros(2)

for i in range(20):
    z1 = X @ W1 + b1
    h = np.maximum(z1, 0)
    mask = (rng.random(h.shape) < keep) / keep
    hd = h * mask
    logits = hd @ W2 + b2
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(probs[np.arange(64), y]).mean()

    dlogits = (probs - Y) / 64
    dW2 = hd.T @ dlogits
    db2 = dlogits.sum(axis=0)
    dhd = dlogits @ W2.T
    dh = dhd * mask
    dz1 = dh * (z1 > 0)
    dW1 = X.T @ dz1
    db1 = dz1.sum(axis=0)

    W1 -= 0.3 * dW1
    b1 -= 0.3 * db1
    W2 -= 0.3 * dW2
    b2 -= 0.3 * db2
