rng = np.random.default_rng(0)
A_prev = rng.normal(size=(3, 40))
Y = (A_prev[:1] - A_prev[1:2] > 0).astype(float)
W, b = 2 * rng.normal(size=(1, 3)), np.zeros((1, 1))


def outputs():
    return 1 / (1 + np.exp(-(W @ A_prev + b)))


def cost():
    A = outputs()
    return -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))


dW, db = output_slopes(outputs(), Y, A_prev)
slopes["dW"], nudges["dW"] = dW, nudged(cost, W)
slopes["db"], nudges["db"] = db, nudged(cost, b)

for _ in range(41):
    costs.append(cost())
    dW, db = output_slopes(outputs(), Y, A_prev)
    W, b = W - 0.5 * dW, b - 0.5 * db
