rng = np.random.default_rng(0)
X = np.array([[1.0], [3.0]]) * rng.normal(size=(2, 80))
Y = (X[:1] - X[1:] + 2 * rng.normal(size=(1, 80)) > 0.3).astype(float)
w, b = np.array([[0.3], [-0.2]]), np.array(0.1)


def cost():
    Z = w.T @ X + b
    return np.mean(np.logaddexp(0, Z) - Y * Z)


alpha = 0.1
stepped_w, stepped_b = train_step(X, Y, w, b, alpha)
slopes["dw"], nudges["dw"] = (w - stepped_w) / alpha, nudged(cost, w)
slopes["db"], nudges["db"] = (b - stepped_b) / alpha, nudged(cost, b)

for _ in range(41):
    costs.append(cost())
    w, b = train_step(X, Y, w, b, 0.5)
