rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
Y = np.vstack([X[0] * X[1] > 0, X[0] + rng.normal(size=40) > 0]).astype(float)
W1, b1 = rng.normal(size=(3, 2)), 0.1 * rng.normal(size=(3, 1))
W2, b2 = rng.normal(size=(2, 3)), 0.1 * rng.normal(size=(2, 1))


def forward():
    A1 = np.tanh(W1 @ X + b1)
    return A1, 1 / (1 + np.exp(-(W2 @ A1 + b2)))


def cost():
    A2 = forward()[1]
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / X.shape[1]


names = ["dW1", "db1", "dW2", "db2"]

slopes.update(zip(names, backward(X, Y, *forward(), W2)))
nudges.update(zip(names, [nudged(cost, p) for p in (W1, b1, W2, b2)]))

for _ in range(41):
    costs.append(cost())
    dW1, db1, dW2, db2 = backward(X, Y, *forward(), W2)
    W1, b1, W2, b2 = W1 - dW1, b1 - db1, W2 - dW2, b2 - db2
