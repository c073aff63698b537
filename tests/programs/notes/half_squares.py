import numpy as np


class Regressor:
    def __init__(self, n_in, n_h1, n_h2, n_out, lr=0.05, momentum=0.8):
        g = np.random.default_rng(5)
        self.lr, self.momentum = lr, momentum
        self.W1, self.b1 = g.normal(size=(n_in, n_h1)) * 0.6, np.zeros((1, n_h1))
        self.W2, self.b2 = g.normal(size=(n_h1, n_h2)) * 0.6, np.zeros((1, n_h2))
        self.W3, self.b3 = g.normal(size=(n_h2, n_out)) * 0.6, np.zeros((1, n_out))
        self.velocity = {}

    def forward(self, X):
        relu = lambda v: v * (v > 0)
        self.X = X
        self.H1 = relu(X @ self.W1 + self.b1)
        self.H2 = relu(self.H1 @ self.W2 + self.b2)
        return self.H2 @ self.W3 + self.b3

    def loss(self, out, T):
        return 0.5 * np.mean(np.sum((out - T) ** 2, axis=1))

    def backward(self, out, T):
        step = lambda v: (v > 0).astype(float)
        d3 = (out - T) / len(T)
        d2 = d3 @ self.W3.T * step(self.H2)
        d1 = d2 @ self.W2.T * step(self.H1)
        return {
            "W3": self.H2.T @ d3,
            "b3": d3.sum(axis=0, keepdims=True),
            "W2": self.H1.T @ d2,
            "b2": d2.sum(axis=0, keepdims=True),
            "W1": self.X.T @ d1,
            "b1": d1.sum(axis=0, keepdims=True),
        }

    def step(self, grads):
        for name, grad in grads.items():
            v = self.momentum * self.velocity.get(name, 0) - self.lr * grad
            self.velocity[name] = v
            setattr(self, name, getattr(self, name) + v)


g = np.random.default_rng(2)
X = g.normal(size=(20, 3))
T = np.column_stack([np.sin(X[:, 0]), X[:, 1] * X[:, 2]])
net = Regressor(3, 5, 4, 2)
curve = []
for epoch in range(10):
    out = net.forward(X)
    curve.append(net.loss(out, T))
    net.step(net.backward(out, T))
