rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
Y = (X[:1] - 2 * X[1:] > 0.3).astype(float)
w, b = np.array([[0.3], [-0.2]]), np.array(0.1)


def cost():
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


J, dw, db = gradients(X, Y, w, b)
slopes["dw"], nudges["dw"] = dw, nudged(cost, w)
slopes["db"], nudges["db"] = db, nudged(cost, b)

for _ in range(41):
    costs.append(cost())
    J, dw, db = gradients(X, Y, w, b)
    w, b = w - 0.2 * dw, b - 0.2 * db
