slope = 2.0
rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
Y = (X[:1] ** 2 + X[1:] > 0.5).astype(float)
W1, b1 = rng.normal(size=(4, 2)), 0.1 * rng.normal(size=(4, 1))
W2, b2 = rng.normal(size=(1, 4)), np.zeros((1, 1))


def forward():
    Z1 = W1 @ X + b1
    A1 = leaky_relu(Z1, slope)
    return Z1, A1, W2 @ A1 + b2


def cost():
    Z2 = forward()[2]
    return np.mean(np.logaddexp(0, Z2) - Y * Z2)


def backward():
    Z1, A1, Z2 = forward()
    dZ2 = (1 / (1 + np.exp(-Z2)) - Y) / 40
    dZ1 = W2.T @ dZ2 * np.where(Z1 > 0, 1, slope)
    return dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)


names = ["dW1", "db1", "dW2", "db2"]
slopes.update(zip(names, backward()))
nudges.update(zip(names, [nudged(cost, p) for p in (W1, b1, W2, b2)]))

for _ in range(41):
    costs.append(cost())
    dW1, db1, dW2, db2 = backward()
    W1, b1, W2, b2 = W1 - 0.8 * dW1, b1 - 0.8 * db1, W2 - 0.8 * dW2, b2 - 0.8 * db2
