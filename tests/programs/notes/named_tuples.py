from typing import NamedTuple

import numpy as np


class Params(NamedTuple):
    w_in: np.ndarray
    b_in: np.ndarray
    w_out: np.ndarray
    b_out: np.ndarray


def init(key, d, h):
    g = np.random.default_rng(key)
    return Params(g.normal(0, 0.7, (d, h)), np.zeros(h), g.normal(0, 0.7, (h, 1)), np.zeros(1))


def model(p, x):
    pre = x @ p.w_in + p.b_in
    hid = np.tanh(pre)
    logit = hid @ p.w_out + p.b_out
    return hid, logit[:, 0]


def objective(logit, t):
    return np.mean(np.logaddexp(0, logit) - t * logit)


def gradients(p, x, t):
    hid, logit = model(p, x)
    prob = 1 / (1 + np.exp(-logit))
    resid = (prob - t)[:, None] / len(t)
    g_w_out = hid.T @ resid
    g_b_out = resid.sum(0)
    back = resid @ p.w_out.T
    back = back * (1 - hid * hid)
    g_w_in = x.T @ back
    g_b_in = back.sum(0)
    return objective(logit, t), Params(g_w_in, g_b_in, g_w_out, g_b_out)


def sgd(p, g, lr):
    return Params(*[a - lr * b for a, b in zip(p, g)])


gen = np.random.default_rng(14)
x = gen.normal(size=(16, 3))
t = (x[:, 0] * x[:, 1] > 0).astype(float)
p = init(1, 3, 6)
history = []
for it in range(10):
    value, g = gradients(p, x, t)
    history.append(value)
    p = sgd(p, g, 0.4)
