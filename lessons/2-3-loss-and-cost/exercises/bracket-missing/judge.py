rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
Y = (X[:1] - 2 * X[1:] > 0.3).astype(float)
w, b = np.array([[0.3], [-0.2]]), np.array(0.1)

for _ in range(41):
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    costs.append(float(cost(A, Y)))
    w, b = w - 0.5 * X @ (A - Y).T / 40, b - 0.5 * np.mean(A - Y)
