rng = np.random.default_rng(0)
X = rng.normal(size=(2, 60))
Y = (X[:1] * X[1:] > 0).astype(float)
W1, b1 = he(2, 32, 0), np.zeros((32, 1))
W2, b2 = 0.2 * rng.normal(size=(1, 32)), np.zeros((1, 1))

for _ in range(41):
    A1 = np.maximum(W1 @ X + b1, 0)
    Z2 = W2 @ A1 + b2
    costs.append(np.mean(np.logaddexp(0, Z2) - Y * Z2))
    dZ2 = np.exp(-np.logaddexp(0, -Z2)) - Y
    dZ1 = W2.T @ dZ2 * (A1 > 0)
    W1, b1 = W1 - 0.5 * dZ1 @ X.T / 60, b1 - 0.5 * dZ1.mean(axis=1, keepdims=True)
    W2, b2 = W2 - 0.5 * dZ2 @ A1.T / 60, b2 - 0.5 * dZ2.mean(axis=1, keepdims=True)
