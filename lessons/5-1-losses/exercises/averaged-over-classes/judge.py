rng = np.random.default_rng(0)
X = rng.normal(size=(2, 30))
Y = np.eye(3)[np.digitize(X[0], [-0.5, 0.5])].T
W = rng.normal(size=(3, 2))

for _ in range(41):
    Z = W @ X
    costs.append(float(cost(Z, Y)))
    E = np.exp(Z - Z.max(axis=0))
    W = W - 0.5 * (E / E.sum(axis=0) - Y) @ X.T / 30
