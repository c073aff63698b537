"""You fade the new slope together with the old sum. It comes in whole: mu multiplies the old v
alone.
"""


def momentum(p, v, g, alpha, mu):
    v = mu * (v + g)
    return p - alpha * v, v
