"""Your p goes up the slope: v points uphill, as g does, so it has to be subtracted."""


def momentum(p, v, g, alpha, mu):
    v = mu * v + g
    p = p + alpha * v
    return p, v
