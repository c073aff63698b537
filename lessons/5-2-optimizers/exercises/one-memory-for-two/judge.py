rng = np.random.default_rng(0)
X = rng.normal(size=(1, 30))
Y = 3 * X + 1
W, b, memory = np.zeros((1, 1)), np.zeros((1, 1)), {}

for _ in range(61):
    E = W @ X + b - Y
    costs.append(float(np.mean(E**2)))
    dW, db = 2 * E @ X.T / 30, 2 * E.mean(axis=1, keepdims=True)
    W, b = step(W, b, dW, db, memory, 0.02)
