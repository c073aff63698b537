rng = np.random.default_rng(0)
A_prev = rng.normal(size=(2, 30))
Y = np.vstack([A_prev[0] + 1, A_prev[1] - A_prev[0], 2 - A_prev[1]])
W, b = rng.normal(size=(3, 2)), np.zeros((3, 1))


def errors():
    return W @ A_prev + b[:, :1] - Y


def cost():
    return np.sum(errors() ** 2) / 2 / A_prev.shape[1]


alpha = 0.1
stepped_W, stepped_b = update(errors(), A_prev, W, b, alpha)
slopes["dW"], nudges["dW"] = (W - stepped_W) / alpha, nudged(cost, W)
slopes["db"], nudges["db"] = (b - stepped_b) / alpha, nudged(cost, b)

for _ in range(31):
    costs.append(cost())
    W, b = update(errors(), A_prev, W, b, alpha)
