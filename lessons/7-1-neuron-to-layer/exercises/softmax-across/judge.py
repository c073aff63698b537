rng = np.random.default_rng(0)
X = rng.normal(size=(2, 30))
Y = np.eye(3)[np.digitize(X[0], [-0.5, 0.5])].T
W, b = rng.normal(size=(3, 2)), np.zeros((3, 1))


def cost():
    return -np.sum(Y * np.log(predict(X, W, b))) / 30


def backward():
    dZ = predict(X, W, b) - Y
    return dZ @ X.T / 30, dZ.mean(axis=1, keepdims=True)


names = ["dW", "db"]
slopes.update(zip(names, backward()))
nudges.update(zip(names, [nudged(cost, W), nudged(cost, b)]))

for _ in range(41):
    costs.append(cost())
    dW, db = backward()
    W, b = W - 0.5 * dW, b - 0.5 * db
