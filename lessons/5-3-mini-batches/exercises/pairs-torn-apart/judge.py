rng = np.random.default_rng(0)
X = rng.normal(size=(2, 60))
Y = (X[:1] - 2 * X[1:] > 0.3).astype(float)
w, b = np.zeros((2, 1)), 0.0

for epoch in range(31):
    X_new, Y_new = shuffled(X, Y, epoch)
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    costs.append(float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))))
    A = 1 / (1 + np.exp(-(w.T @ X_new + b)))
    w, b = w - X_new @ (A - Y_new).T / 60, b - np.mean(A - Y_new)
