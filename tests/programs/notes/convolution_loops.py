"""A convolution, a pool and a softmax written with loops."""

import numpy as np

rng = np.random.default_rng(5)


def conv(images, kernels, bias):
    n, h, w = images.shape
    count, k, _ = kernels.shape
    out = np.zeros((n, count, h - k + 1, w - k + 1))
    for i in range(h - k + 1):
        for j in range(w - k + 1):
            patch = images[:, i : i + k, j : j + k]
            for f in range(count):
                out[:, f, i, j] = np.sum(patch * kernels[f], axis=(1, 2)) + bias[f]
    return out


def conv_backward(dout, images, kernels):
    count, k, _ = kernels.shape
    dK = np.zeros(kernels.shape)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            patch = images[:, i : i + k, j : j + k]
            for f in range(count):
                dK[f] += np.sum(patch * dout[:, f, i, j][:, None, None], axis=0)
    return dK, dout.sum(axis=(0, 2, 3))


def pool(A):
    n, c, h, w = A.shape
    blocks = A.reshape(n, c, h // 2, 2, w // 2, 2)
    return blocks.max(axis=(3, 5))


def pool_backward(dP, A, P):
    spread = np.repeat(np.repeat(P, 2, axis=2), 2, axis=3)
    return (A == spread) * np.repeat(np.repeat(dP, 2, axis=2), 2, axis=3)


images = rng.normal(size=(4, 6, 6))
labels = np.array([0, 1, 1, 0])
K, c = rng.normal(size=(2, 3, 3)) * 0.5, np.zeros(2)
W, b = rng.normal(size=(2, 8)) * 0.3, np.zeros((2, 1))
for it in range(2):
    H = conv(images, K, c)
    R = np.maximum(H, 0)
    P = pool(R)
    flat = P.reshape(len(images), -1).T
    scores = W @ flat + b
    e = np.exp(scores - scores.max(axis=0))
    probs = e / e.sum(axis=0)
    loss = -np.log(probs[labels, np.arange(4)]).mean()
    dscores = probs.copy()
    dscores[labels, np.arange(4)] -= 1
    dscores /= 4
    dW, db = dscores @ flat.T, dscores.sum(axis=1, keepdims=True)
    dP = (W.T @ dscores).T.reshape(P.shape)
    dR = pool_backward(dP, R, P)
    dH = dR * (H > 0)
    dK, dc = conv_backward(dH, images, K)
    W -= 0.1 * dW
    b -= 0.1 * db
    K -= 0.1 * dK
    c -= 0.1 * dc
