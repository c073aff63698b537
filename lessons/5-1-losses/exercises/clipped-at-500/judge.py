# most truths are missed by far, by scores down to -1500
rng = np.random.default_rng(0)
X = np.vstack([rng.normal(size=(1, 12)), np.ones((1, 12))])
Y = np.ones((1, 12))
w = np.array([[200.0], [-1000.0]])


def own_cost():
    return float(cost(w.T @ X, Y))


A = np.exp(-np.logaddexp(0, -(w.T @ X)))
slopes["dw"], nudges["dw"] = X @ (A - Y).T / 12, nudged(own_cost, w, 1e-3)

for _ in range(41):
    costs.append(np.mean(np.logaddexp(0, -(w.T @ X))))
    w = w - 20 * nudged(own_cost, w, 1e-3)
