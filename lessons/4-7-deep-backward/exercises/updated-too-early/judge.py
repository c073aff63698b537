rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
Y = (X[:1] * X[1:] > 0).astype(float)
W1, b1 = rng.normal(size=(3, 2)), 0.1 * rng.normal(size=(3, 1))
W2, b2 = rng.normal(size=(1, 3)), 0.1 * rng.normal(size=(1, 1))


def forward():
    A1 = np.tanh(W1 @ X + b1)
    return A1, 1 / (1 + np.exp(-(W2 @ A1 + b2)))


def cost():
    A2 = forward()[1]
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / X.shape[1]


names = ["dW1", "db1", "dW2", "db2"]

alpha = 0.5
before = W1, b1, W2, b2
after = step(X, Y, *before, alpha)
slopes.update((name, (old - new) / alpha) for name, old, new in zip(names, before, after))
nudges.update(zip(names, [nudged(cost, p) for p in before]))

for _ in range(41):
    costs.append(cost())
    W1, b1, W2, b2 = step(X, Y, W1, b1, W2, b2, 3.0)
