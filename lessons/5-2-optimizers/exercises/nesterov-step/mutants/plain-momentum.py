"""This is momentum without the look ahead: your step goes along v. (To take g + mu v with the
v that came in is the same thing.) Nesterov's goes along g + mu v with the new v.
"""


def nesterov(p, v, g, alpha, mu):
    v = mu * v + g
    return p - alpha * v, v
