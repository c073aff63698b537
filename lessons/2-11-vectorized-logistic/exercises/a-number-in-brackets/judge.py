rng = np.random.default_rng(0)
X = rng.normal(size=(2, 40))
Y = (X[:1] - 2 * X[1:] + rng.normal(size=(1, 40)) > 0.3).astype(float)
w, b = np.array([[0.3], [-0.2]]), np.array(0.1)


def cost():
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


alpha = 0.1
stepped_w, stepped_b = train(X, Y, w, b, alpha, 1)
slopes["dw"], nudges["dw"] = (w - stepped_w) / alpha, nudged(cost, w)
slopes["db"], nudges["db"] = (b - stepped_b) / alpha, nudged(cost, b)

for _ in range(41):
    costs.append(cost())
    w, b = train(X, Y, w, b, 0.5, 1)
