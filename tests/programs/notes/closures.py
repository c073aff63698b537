"""Layers as closures: each gives its value and the way back, which also updates it."""

from functools import reduce

import numpy as np

rng = np.random.default_rng(11)


def blobs(n, k):
    centres = rng.normal(size=(k, 2)) * 3
    which = rng.integers(0, k, size=n)
    return centres[which] + rng.normal(size=(n, 2)), which


def affine(n_in, n_out):
    state = {"M": rng.normal(size=(n_in, n_out)) / np.sqrt(n_in), "c": np.zeros(n_out)}

    def forward(x):
        def backward(g, rate):
            gx = g @ state["M"].T
            state["M"] = state["M"] - rate * (x.T @ g)
            state["c"] = state["c"] - rate * g.sum(axis=0)
            return gx

        return x @ state["M"] + state["c"], backward

    return forward


def leaky(x):
    def backward(g, rate):
        return np.where(x > 0, g, 0.2 * g)

    return np.where(x > 0, x, 0.2 * x), backward


def run(net, x):
    backs = []
    for layer in net:
        x, back = layer(x)
        backs.append(back)
    return x, backs


def divergence(scores, which):
    q = np.exp(scores - scores.max(axis=1, keepdims=True))
    q = q / q.sum(axis=1, keepdims=True)
    hot = (which[:, None] == np.arange(q.shape[1])).astype(float)
    return -np.mean(np.sum(hot * np.log(q + 1e-12), axis=1)), (q - hot) / len(which)


xs, which = blobs(60, 3)
xs = xs - xs.mean(axis=0)
net = [affine(2, 8), leaky, affine(8, 8), leaky, affine(8, 3)]
for turn in range(12):
    scores, backs = run(net, xs)
    value, gap = divergence(scores, which)
    reduce(lambda g, back: back(g, 0.2), reversed(backs), gap)
    print(turn, value)
