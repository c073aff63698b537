import numpy as np


def affine_forward(x, w, b):
    out = x.reshape(x.shape[0], -1).dot(w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db


def relu_forward(x):
    out = np.maximum(x, 0)
    cache = x
    return out, cache


def relu_backward(dout, cache):
    x = cache
    dx = np.where(x > 0, dout, 0)
    return dx


def softmax_loss(x, y):
    shifted = x - np.max(x, axis=1, keepdims=True)
    Z = np.sum(np.exp(shifted), axis=1, keepdims=True)
    log_probs = shifted - np.log(Z)
    probs = np.exp(log_probs)
    N = x.shape[0]
    loss = -np.sum(log_probs[np.arange(N), y]) / N
    dx = probs.copy()
    dx[np.arange(N), y] -= 1
    dx /= N
    return loss, dx


class FullyConnectedNet:
    def __init__(self, hidden_dims, input_dim, num_classes, reg=0.0):
        self.reg = reg
        self.params = {}
        self.num_layers = 1 + len(hidden_dims)
        dims = [input_dim] + hidden_dims + [num_classes]
        rs = np.random.RandomState(12)
        for i in range(self.num_layers):
            self.params[f"W{i + 1}"] = rs.randn(dims[i], dims[i + 1]) * 0.5
            self.params[f"b{i + 1}"] = np.zeros(dims[i + 1])

    def loss(self, X, y):
        caches = []
        scores = X
        for i in range(1, self.num_layers):
            scores, fc_cache = affine_forward(scores, self.params[f"W{i}"], self.params[f"b{i}"])
            scores, relu_cache = relu_forward(scores)
            caches.append((fc_cache, relu_cache))
        scores, last_cache = affine_forward(
            scores, self.params[f"W{self.num_layers}"], self.params[f"b{self.num_layers}"]
        )
        loss, dout = softmax_loss(scores, y)
        grads = {}
        n = self.num_layers
        dout, grads[f"W{n}"], grads[f"b{n}"] = affine_backward(dout, last_cache)
        for i in range(n - 1, 0, -1):
            fc_cache, relu_cache = caches[i - 1]
            dout = relu_backward(dout, relu_cache)
            dout, grads[f"W{i}"], grads[f"b{i}"] = affine_backward(dout, fc_cache)
        return loss, grads


rs = np.random.RandomState(4)
X = rs.randn(14, 5)
y = rs.randint(0, 3, size=14)
net = FullyConnectedNet([7, 6], 5, 3)
for t in range(10):
    loss, grads = net.loss(X, y)
    for k in net.params:
        net.params[k] -= 0.2 * grads[k]
