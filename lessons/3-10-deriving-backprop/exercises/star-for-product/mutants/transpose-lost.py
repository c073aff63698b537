"""It is a product now, but W2 is not turned round, so you add up over the wrong index. With
equal sizes nobody complains.
"""


def hidden_delta(dZ2, W2, Z1):
    return (W2 @ dZ2) * (Z1 > 0)
