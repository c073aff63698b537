# one input is far out, and the weights grow while they learn
rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
X[:, 0] = 500.0, -100.0
Y = (X[:1] - X[1:] > 0.3).astype(float)
W1, b1 = 0.4 * rng.normal(size=(6, 2)), np.zeros((6, 1))
W2, b2 = 0.1 * rng.normal(size=(1, 6)), np.zeros((1, 1))

for _ in range(41):
    A1 = tanh(W1 @ X + b1)
    Z2 = W2 @ A1 + b2
    costs.append(np.mean(np.logaddexp(0, Z2) - Y * Z2))
    dZ2 = 1 / (1 + np.exp(-Z2)) - Y
    dZ1 = W2.T @ dZ2 * (1 - A1**2)
    W1, b1 = W1 - dZ1 @ X.T / 40, b1 - dZ1.mean(axis=1, keepdims=True)
    W2, b2 = W2 - dZ2 @ A1.T / 40, b2 - dZ2.mean(axis=1, keepdims=True)
