"""Your p goes up the slope: the direction points uphill, as g does, so it has to be
subtracted.
"""


def nesterov(p, v, g, alpha, mu):
    v = mu * v + g
    return p + alpha * (g + mu * v), v
