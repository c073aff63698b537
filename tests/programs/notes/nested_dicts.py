"""Pure functions over a dictionary of layers; nothing is changed in place."""

import numpy as np


def init(sizes, key):
    params = {}
    for i, (n_in, n_out) in enumerate(zip(sizes[:-1], sizes[1:]), start=1):
        params[f"layer{i}"] = {
            "W": key.standard_normal((n_out, n_in)) / np.sqrt(n_in),
            "b": 0.1 * key.standard_normal((n_out, 1)),
        }
    return params


def forward(params, X):
    cache = {"A0": X}
    Z1 = params["layer1"]["W"] @ X + params["layer1"]["b"]
    A1 = np.tanh(Z1)
    Z2 = params["layer2"]["W"] @ A1 + params["layer2"]["b"]
    A2 = np.tanh(Z2)
    Z3 = params["layer3"]["W"] @ A2 + params["layer3"]["b"]
    A3 = 1.0 / (1.0 + np.exp(-Z3))
    cache.update(Z1=Z1, A1=A1, Z2=Z2, A2=A2, Z3=Z3, A3=A3)
    return A3, cache


def loss_fn(A3, Y):
    m = Y.shape[1]
    return float(-(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)).sum() / m)


def backward(params, cache, Y):
    m = Y.shape[1]
    dZ3 = cache["A3"] - Y
    dW3 = dZ3 @ cache["A2"].T / m
    db3 = dZ3.mean(axis=1, keepdims=True)
    dZ2 = (params["layer3"]["W"].T @ dZ3) * (1 - cache["A2"] ** 2)
    dW2 = dZ2 @ cache["A1"].T / m
    db2 = dZ2.mean(axis=1, keepdims=True)
    dZ1 = (params["layer2"]["W"].T @ dZ2) * (1 - cache["A1"] ** 2)
    dW1 = dZ1 @ cache["A0"].T / m
    db1 = dZ1.mean(axis=1, keepdims=True)
    return {
        "layer1": {"W": dW1, "b": db1},
        "layer2": {"W": dW2, "b": db2},
        "layer3": {"W": dW3, "b": db3},
    }


def update(params, grads, lr):
    return {
        layer: {name: params[layer][name] - lr * grads[layer][name] for name in ("W", "b")}
        for layer in params
    }


key = np.random.default_rng(9)
X = key.standard_normal((2, 12))
Y = (X[:1] * X[1:] > 0).astype(float)
params = init([2, 6, 4, 1], key)
history = []
for step in range(15):
    A3, cache = forward(params, X)
    loss = loss_fn(A3, Y)
    history.append(loss)
    grads = backward(params, cache, Y)
    params = update(params, grads, lr=0.3)
