# one new example is a slip of the pen, and must have no say in what is learned
rng = np.random.default_rng(0)
X = rng.normal(size=(2, 50))
Y = (X[:1, :40] - 2 * X[1:, :40] > 0.3).astype(float)
X[:, 45] = 500.0
X = split_and_scale(X, 0.2)[0]
w, b = np.zeros((2, 1)), 0.0

for _ in range(41):
    Z = w.T @ X + b
    costs.append(np.mean(np.logaddexp(0, Z) - Y * Z))
    dZ = 1 / (1 + np.exp(-Z)) - Y
    w, b = w - 0.5 * X @ dZ.T / 40, b - 0.5 * np.mean(dZ)
