"""Your p is right, but you return the look ahead as the memory. It is for this step only: keep
the v of the first line.
"""


def nesterov(p, v, g, alpha, mu):
    v = mu * v + g
    v = mu * v + g
    return p - alpha * v, v
