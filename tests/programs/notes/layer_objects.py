import numpy as np


class Linear:
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        self.b = np.full((1, n_out), 0.05)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, grad):
        self.dW = self.x.T @ grad
        self.db = grad.sum(axis=0, keepdims=True)
        return grad @ self.W.T


class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, grad):
        return grad * self.mask


class SoftmaxCrossEntropy:
    def forward(self, logits, targets):
        exps = np.exp(logits - logits.max(axis=1, keepdims=True))
        self.probs = exps / exps.sum(axis=1, keepdims=True)
        self.targets = targets
        return -np.mean(np.sum(targets * np.log(self.probs), axis=1))

    def backward(self):
        return (self.probs - self.targets) / len(self.targets)


rng = np.random.default_rng(11)
X = rng.normal(size=(9, 4))
T = np.eye(2)[rng.integers(0, 2, 9)]
layers = [Linear(4, 6, rng), ReLU(), Linear(6, 2, rng)]
criterion = SoftmaxCrossEntropy()
for step in range(20):
    out = X
    for layer in layers:
        out = layer.forward(out)
    loss = criterion.forward(out, T)
    grad = criterion.backward()
    for layer in reversed(layers):
        grad = layer.backward(grad)
    for layer in layers:
        if isinstance(layer, Linear):
            layer.W -= 0.1 * layer.dW
            layer.b -= 0.1 * layer.db
