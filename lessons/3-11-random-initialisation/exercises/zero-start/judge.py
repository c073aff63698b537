rng = np.random.default_rng(0)
X = rng.normal(size=(2, 60))
Y = (X[:1] * X[1:] > 0).astype(float)
W1, b1, W2, b2 = initialise(2, 6, 1, 0)

for _ in range(201):
    A1 = np.tanh(W1 @ X + b1)
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    costs.append(float(-np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))))
    dZ2 = A2 - Y
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    W2, b2 = W2 - 2 * dZ2 @ A1.T / 60, b2 - 2 * dZ2.mean(axis=1, keepdims=True)
    W1, b1 = W1 - 2 * dZ1 @ X.T / 60, b1 - 2 * dZ1.mean(axis=1, keepdims=True)
