"""A small framework in the manner of PyTorch: modules, a criterion, an optimizer."""

import numpy as np


class Module:
    def __call__(self, *args):
        return self.forward(*args)

    def parameters(self):
        return []


class Linear(Module):
    def __init__(self, in_features, out_features, rng):
        bound = 1 / np.sqrt(in_features)
        self.weight = rng.uniform(-bound, bound, (out_features, in_features))
        self.bias = rng.uniform(-bound, bound, out_features)
        self.weight_grad = np.zeros_like(self.weight)
        self.bias_grad = np.zeros_like(self.bias)

    def forward(self, x):
        self.x = x
        return x @ self.weight.T + self.bias

    def backward(self, grad_output):
        self.weight_grad = grad_output.T @ self.x
        self.bias_grad = grad_output.sum(axis=0)
        return grad_output @ self.weight

    def parameters(self):
        return [(self, "weight"), (self, "bias")]


class ReLU(Module):
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, grad_output):
        return grad_output * self.mask


class Sequential(Module):
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def backward(self, grad):
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


class CrossEntropyLoss(Module):
    def forward(self, logits, target):
        shifted = logits - logits.max(axis=1, keepdims=True)
        exps = np.exp(shifted)
        self.probs = exps / exps.sum(axis=1, keepdims=True)
        self.target = target
        n = len(target)
        return -np.log(self.probs[np.arange(n), target]).mean()

    def backward(self):
        n = len(self.target)
        grad = self.probs.copy()
        grad[np.arange(n), self.target] -= 1
        return grad / n


class SGD:
    def __init__(self, parameters, lr):
        self.parameters = parameters
        self.lr = lr

    def step(self):
        for module, name in self.parameters:
            value = getattr(module, name)
            value -= self.lr * getattr(module, name + "_grad")


rng = np.random.default_rng(4)
x = rng.normal(size=(18, 3))
target = rng.integers(0, 4, size=18)
model = Sequential(Linear(3, 8, rng), ReLU(), Linear(8, 4, rng))
criterion = CrossEntropyLoss()
optimizer = SGD(model.parameters(), lr=0.2)
for epoch in range(20):
    logits = model(x)
    loss = criterion(logits, target)
    model.backward(criterion.backward())
    optimizer.step()
print(loss)
