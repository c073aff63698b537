rng = np.random.default_rng(0)
x, y = rng.normal(size=3), np.array([0.0, 1.0, 0.0])
W1, b1 = rng.normal(size=(3, 3)), rng.normal(size=3)
W2, b2 = rng.normal(size=(3, 3)), rng.normal(size=3)


def cost():
    z = W2 @ np.tanh(W1 @ x + b1) + b2
    return np.log(np.sum(np.exp(z))) - y @ z


alpha = 0.1
names, before = ["dW1", "db1", "dW2", "db2"], (W1, b1, W2, b2)
after = step(x, y, *before, alpha)
slopes.update((name, (old - new) / alpha) for name, old, new in zip(names, before, after))
nudges.update(zip(names, [nudged(cost, p) for p in before]))

for _ in range(31):
    costs.append(cost())
    W1, b1, W2, b2 = step(x, y, W1, b1, W2, b2, alpha)
