rng = np.random.default_rng(0)
x, y = rng.normal(size=3), rng.normal(size=3)
W, b = rng.normal(size=(3, 3)), rng.normal(size=3)


def cost():
    return np.sum((W @ x + b - y) ** 2)


alpha = 0.05
stepped_W, stepped_b = step(x, y, W, b, alpha)
slopes["dW"], nudges["dW"] = (W - stepped_W) / alpha, nudged(cost, W)
slopes["db"], nudges["db"] = (b - stepped_b) / alpha, nudged(cost, b)

for _ in range(21):
    costs.append(cost())
    W, b = step(x, y, W, b, alpha)
