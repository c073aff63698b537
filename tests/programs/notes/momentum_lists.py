"""Lists of weights and biases, momentum, a loop over layers both ways."""

import numpy as np


class Net:
    def __init__(self, sizes, seed=0):
        gen = np.random.default_rng(seed)
        self.L = len(sizes) - 1
        self.weights = [gen.normal(0, np.sqrt(2 / a), (a, b)) for a, b in zip(sizes, sizes[1:])]
        self.biases = [np.full((1, b), 0.05) for b in sizes[1:]]
        self.vw = [np.zeros_like(w) for w in self.weights]
        self.vb = [np.zeros_like(b) for b in self.biases]

    def forward(self, X):
        self.activations = [X]
        self.zs = []
        a = X
        for k in range(self.L):
            z = a @ self.weights[k] + self.biases[k]
            a = np.maximum(z, 0) if k < self.L - 1 else 1 / (1 + np.exp(-z))
            self.zs.append(z)
            self.activations.append(a)
        return a

    def gradients(self, y):
        n = y.shape[0]
        grad_w, grad_b = [None] * self.L, [None] * self.L
        delta = (self.activations[-1] - y) / n
        for k in range(self.L - 1, -1, -1):
            grad_w[k] = self.activations[k].T @ delta
            grad_b[k] = delta.sum(axis=0, keepdims=True)
            if k > 0:
                delta = (delta @ self.weights[k].T) * (self.zs[k - 1] > 0)
        return grad_w, grad_b

    def step(self, grad_w, grad_b, lr, mu):
        for k in range(self.L):
            self.vw[k] = mu * self.vw[k] - lr * grad_w[k]
            self.vb[k] = mu * self.vb[k] - lr * grad_b[k]
            self.weights[k] = self.weights[k] + self.vw[k]
            self.biases[k] = self.biases[k] + self.vb[k]


gen = np.random.default_rng(7)
X = gen.normal(size=(14, 3))
y = (X.sum(axis=1, keepdims=True) > 0).astype(float)
net = Net([3, 6, 5, 1])
for t in range(12):
    out = net.forward(X)
    loss = -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))
    grad_w, grad_b = net.gradients(y)
    net.step(grad_w, grad_b, lr=0.2, mu=0.9)
