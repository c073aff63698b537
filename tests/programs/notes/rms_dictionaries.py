import numpy as np


def softmax(z):
    z = z - z.max(axis=0, keepdims=True)
    return np.exp(z) / np.exp(z).sum(axis=0, keepdims=True)


def leaky(z):
    return np.where(z > 0, z, 0 * z)


def forward_prop(X, p):
    Z1 = p["W1"].dot(X) + p["b1"]
    A1 = leaky(Z1)
    Z2 = p["W2"].dot(A1) + p["b2"]
    A2 = leaky(Z2)
    Z3 = p["W3"].dot(A2) + p["b3"]
    A3 = softmax(Z3)
    return A3, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "A3": A3}


def get_cost(A3, Y):
    return -(Y * np.log(A3)).sum(axis=0).mean()


def back_prop(X, Y, p, cache):
    m = X.shape[1]
    g = {}
    dZ3 = cache["A3"] - Y
    g["W3"] = dZ3.dot(cache["A2"].T) / m
    g["b3"] = dZ3.sum(axis=1, keepdims=True) / m
    dZ2 = p["W3"].T.dot(dZ3) * (cache["Z2"] > 0)
    g["W2"] = dZ2.dot(cache["A1"].T) / m
    g["b2"] = dZ2.sum(axis=1, keepdims=True) / m
    dZ1 = p["W2"].T.dot(dZ2) * (cache["Z1"] > 0)
    g["W1"] = dZ1.dot(X.T) / m
    g["b1"] = dZ1.sum(axis=1, keepdims=True) / m
    return g


def rmsprop(p, g, s, lr, beta=0.9, eps=1e-8):
    for key in p:
        s[key] = beta * s[key] + (1 - beta) * g[key] ** 2
        p[key] = p[key] - lr * g[key] / (np.sqrt(s[key]) + eps)


rng = np.random.default_rng(3)
X = rng.normal(size=(2, 30))
labels = (X[0] > 0).astype(int) + (X[1] > 0)
Y = np.zeros((3, 30))
Y[labels, range(30)] = 1
shapes = {"W1": (6, 2), "b1": (6, 1), "W2": (5, 6), "b2": (5, 1), "W3": (3, 5), "b3": (3, 1)}
p = {k: rng.normal(size=v) * (0.8 if k[0] == "W" else 0.1) for k, v in shapes.items()}
s = {k: np.zeros(v) for k, v in shapes.items()}
for step in range(9):
    A3, cache = forward_prop(X, p)
    cost = get_cost(A3, Y)
    g = back_prop(X, Y, p, cache)
    rmsprop(p, g, s, 0.01)
