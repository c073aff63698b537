# ten layers of tanh, 20 units each, and an output
measure = "saturated units of the tenth layer"
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 60))
Y = (X[:1] > 0).astype(float)
W = [xavier(20, 20, seed) for seed in range(10)] + [xavier(20, 1, 10)]

for _ in range(41):
    A = [X]
    for each in W[:-1]:
        A.append(np.tanh(each @ A[-1]))
    Z = W[-1] @ A[-1]
    costs.append(np.mean(np.abs(A[-1]) > 0.9))
    dZ = (1 / (1 + np.exp(-Z)) - Y) / 60
    for place in range(10, -1, -1):
        dW = dZ @ A[place].T
        dZ = W[place].T @ dZ * (1 - A[place] ** 2)
        W[place] = W[place] - 0.3 * dW
