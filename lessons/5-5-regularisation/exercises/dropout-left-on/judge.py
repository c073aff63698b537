# trained without chance
measure = "wrong answers"
rng = np.random.default_rng(0)
X = rng.normal(size=(2, 200))
Y = (X[:1] * X[1:] > 0).astype(float)
net = Net(rng.normal(size=(8, 2)), np.zeros((8, 1)), rng.normal(size=(1, 8)), np.zeros((1, 1)), 0.5)

for step in range(201):
    if step % 5 == 0:
        costs.append(np.mean(net.predict(X) != Y))
    A1 = np.maximum(net.W1 @ X + net.b1, 0)
    dZ2 = (1 / (1 + np.exp(-(net.W2 @ A1 + net.b2))) - Y) / 200
    dZ1 = net.W2.T @ dZ2 * (A1 > 0)
    net.W1, net.b1 = net.W1 - dZ1 @ X.T, net.b1 - dZ1.sum(axis=1, keepdims=True)
    net.W2, net.b2 = net.W2 - dZ2 @ A1.T, net.b2 - dZ2.sum(axis=1, keepdims=True)
