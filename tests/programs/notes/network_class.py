import numpy as np


class Network(object):
    def __init__(self, sizes):
        rng = np.random.RandomState(4)
        self.sizes = sizes
        self.w1 = rng.randn(sizes[1], sizes[0])
        self.b1 = rng.randn(sizes[1], 1)
        self.w2 = rng.randn(sizes[2], sizes[1])
        self.b2 = rng.randn(sizes[2], 1)

    def sigmoid(self, z):
        return 1.0 / (1.0 + np.exp(-z))

    def sigmoid_prime(self, z):
        return self.sigmoid(z) * (1 - self.sigmoid(z))

    def forward(self, x):
        self.a0 = x
        self.z1 = self.w1 @ self.a0 + self.b1
        self.a1 = self.sigmoid(self.z1)
        self.z2 = self.w2 @ self.a1 + self.b2
        self.a2 = self.sigmoid(self.z2)
        return self.a2

    def backward(self, y):
        m = y.shape[1]
        self.delta2 = self.a2 - y
        self.dw2 = self.delta2 @ self.a1.T / m
        self.db2 = self.delta2.sum(axis=1, keepdims=True) / m
        self.delta1 = self.w2.T @ self.delta2 * self.sigmoid_prime(self.z1)
        self.dw1 = self.delta1 @ self.a0.T / m
        self.db1 = self.delta1.sum(axis=1, keepdims=True) / m

    def update(self, eta):
        self.w1 = self.w1 - eta * self.dw1
        self.b1 = self.b1 - eta * self.db1
        self.w2 = self.w2 - eta * self.dw2
        self.b2 = self.b2 - eta * self.db2


rng = np.random.RandomState(0)
X = rng.randn(3, 10)
Y = (rng.rand(1, 10) > 0.4).astype(float)
net = Network([3, 4, 1])
for epoch in range(10):
    output = net.forward(X)
    net.backward(Y)
    net.update(3.0)
