x = np.array([1.0, 2.0, 3.0])
y = 2 * x
w = np.array(0.5)


def cost():
    return np.mean((w * x - y) ** 2)


alpha = 0.02
slopes["dw"], nudges["dw"] = (w - fit(x, y, w, alpha, 1)[0]) / alpha, nudged(cost, w)
costs += [fit(x, y, w, alpha, steps)[1] for steps in range(31)]
