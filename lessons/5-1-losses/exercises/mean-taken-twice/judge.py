rng = np.random.default_rng(0)
X = rng.normal(size=(2, 30))
Y = np.eye(3)[np.digitize(X[0], [-0.5, 0.5])].T
W, b = rng.normal(size=(3, 2)), np.zeros((3, 1))


def cost():
    Z = W @ X + b
    Z = Z - Z.max(axis=0)
    return -np.sum(Y * (Z - np.log(np.exp(Z).sum(axis=0)))) / X.shape[1]


dW, db = gradients(X, Y, W, b)
slopes["dW"], nudges["dW"] = dW, nudged(cost, W)
slopes["db"], nudges["db"] = db, nudged(cost, b)

for _ in range(41):
    costs.append(cost())
    dW, db = gradients(X, Y, W, b)
    W, b = W - 0.5 * dW, b - 0.5 * db
