from math import exp


def train(X, Y, alpha, steps):
    w, b = 0.0, 0.0
    for k in range(steps):
        dw, db = 0.0, 0.0
        for x, y in zip(X, Y):
            a = 1 / (1 + exp(-(w * x + b)))
            dw += x * (a - y)
            db += a - y
        w -= alpha * dw / len(X)
        b -= alpha * db / len(X)
    return w, b
