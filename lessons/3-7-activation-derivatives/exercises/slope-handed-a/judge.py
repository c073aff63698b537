rng = np.random.default_rng(0)
Z, dA = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))


def cost():
    return np.sum(dA * np.tanh(Z))


slopes["dZ"], nudges["dZ"] = hidden_slopes(Z, dA), nudged(cost, Z)
