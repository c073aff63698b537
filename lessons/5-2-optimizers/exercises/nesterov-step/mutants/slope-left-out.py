"""Your step goes along mu v alone. The look ahead is what v would be after one more slope like
g: mu v, plus g.
"""


def nesterov(p, v, g, alpha, mu):
    v = mu * v + g
    return p - alpha * mu * v, v
