rng = np.random.default_rng(1)
X = rng.normal(size=(2, 40))
Y = (X[:1] * X[1:] > 0).astype(float)
W1, W2, W3 = rng.normal(size=(4, 2)), rng.normal(size=(4, 4)), rng.normal(size=(1, 4))


def forward():
    A1 = np.maximum(W1 @ X, 0)
    A2 = np.maximum(W2 @ A1, 0)
    return A1, A2, 1 / (1 + np.exp(-(W3 @ A2)))


def cost():
    A3 = forward()[2]
    return -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))


names = ["dW1", "dW2", "dW3"]
slopes.update(zip(names, backward(X, Y, *forward(), W2, W3)))
nudges.update(zip(names, [nudged(cost, p) for p in (W1, W2, W3)]))

for _ in range(41):
    costs.append(cost())
    dW1, dW2, dW3 = backward(X, Y, *forward(), W2, W3)
    W1, W2, W3 = W1 - 0.2 * dW1, W2 - 0.2 * dW2, W3 - 0.2 * dW3
