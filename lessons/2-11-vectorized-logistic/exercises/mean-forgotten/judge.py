rng = np.random.default_rng(0)
X = np.array([[1.0], [3.0]]) * rng.normal(size=(2, 40))
Y = (X[:1] - X[1:] + 2 * rng.normal(size=(1, 40)) > 0.3).astype(float)
w, b = np.array([[0.3], [-0.2]]), np.array(0.1)


def cost():
    Z = w.T @ X + b
    return np.mean(np.logaddexp(0, Z) - Y * Z)


J, dw, db = gradients(X, Y, w, b)
slopes["dw"], nudges["dw"] = dw, nudged(cost, w)
slopes["db"], nudges["db"] = db, nudged(cost, b)

for _ in range(41):
    costs.append(cost())
    J, dw, db = gradients(X, Y, w, b)
    w, b = w - 0.5 * dw, b - 0.5 * db
