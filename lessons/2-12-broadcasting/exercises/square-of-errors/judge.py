rng = np.random.default_rng(0)
X = rng.normal(size=(30, 2))
Y = X @ np.array([[2.0], [-1.0]]) + 0.1 * rng.normal(size=(30, 1))
w, b = np.array([0.3, 0.2]), 0.0


def cost():
    return np.mean((X @ w + b - Y[:, 0]) ** 2)


J, dw = cost_and_slope(X, Y, w, b)
slopes["dw"], nudges["dw"] = dw, nudged(cost, w)

for _ in range(41):
    costs.append(cost())
    J, dw = cost_and_slope(X, Y, w, b)
    w = w - 0.05 * dw
