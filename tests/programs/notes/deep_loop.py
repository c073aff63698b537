import numpy as np


def relu(Z):
    return np.maximum(0, Z)


def sigmoid(Z):
    return 1.0 / (1.0 + np.exp(-Z))


def init(dims):
    rng = np.random.RandomState(3)
    params = {}
    for l in range(1, len(dims)):
        params["W" + str(l)] = rng.randn(dims[l], dims[l - 1]) / np.sqrt(dims[l - 1])
        params["b" + str(l)] = np.zeros((dims[l], 1)) + 0.01
    return params


def linear_backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


def step(X, Y, params, L, lr):
    caches = []
    A = X
    for l in range(1, L):
        A_prev = A
        Z = np.dot(params["W" + str(l)], A_prev) + params["b" + str(l)]
        A = relu(Z)
        caches.append((A_prev, Z))
    ZL = np.dot(params["W" + str(L)], A) + params["b" + str(L)]
    AL = sigmoid(ZL)
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m

    grads = {}
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dZ = dAL * AL * (1 - AL)
    dA, grads["dW" + str(L)], grads["db" + str(L)] = linear_backward(dZ, A, params["W" + str(L)])
    for l in reversed(range(1, L)):
        A_prev, Z = caches[l - 1]
        dZ = np.where(Z > 0, dA, 0)
        dA, dW, db = linear_backward(dZ, A_prev, params["W" + str(l)])
        grads["dW" + str(l)] = dW
        grads["db" + str(l)] = db
    for l in range(1, L + 1):
        params["W" + str(l)] = params["W" + str(l)] - lr * grads["dW" + str(l)]
        params["b" + str(l)] = params["b" + str(l)] - lr * grads["db" + str(l)]
    return cost


rng = np.random.RandomState(1)
X = rng.randn(5, 14)
Y = (rng.rand(1, 14) > 0.5) * 1.0
params = init([5, 4, 3, 1])
for i in range(15):
    cost = step(X, Y, params, 3, 0.1)
