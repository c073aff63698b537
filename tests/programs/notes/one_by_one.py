"""One file, one example at a time, gradients added up over the epoch."""

import numpy as np

np.random.seed(3)
inputs = np.random.randn(10, 4)
labels = np.random.randint(0, 3, 10)
n_hidden, n_classes = 5, 3
W1 = np.random.randn(n_hidden, 4) * 0.5
b1 = np.random.randn(n_hidden) * 0.1
W2 = np.random.randn(n_classes, n_hidden) * 0.5
b2 = np.random.randn(n_classes) * 0.1
learning_rate = 0.1

for epoch in range(4):
    total = 0.0
    W1_grad = np.zeros(W1.shape)
    b1_grad = np.zeros(b1.shape)
    W2_grad = np.zeros(W2.shape)
    b2_grad = np.zeros(b2.shape)
    for i in range(len(inputs)):
        x = inputs[i]
        z1 = W1 @ x + b1
        a1 = 1 / (1 + np.exp(-z1))
        z2 = W2 @ a1 + b2
        e = np.exp(z2 - z2.max())
        p = e / e.sum()
        total += -np.log(p[labels[i]])
        delta2 = p.copy()
        delta2[labels[i]] -= 1
        delta1 = (W2.T @ delta2) * a1 * (1 - a1)
        W2_grad += np.outer(delta2, a1)
        b2_grad += delta2
        W1_grad += np.outer(delta1, x)
        b1_grad += delta1
    W1 -= learning_rate * W1_grad / len(inputs)
    b1 -= learning_rate * b1_grad / len(inputs)
    W2 -= learning_rate * W2_grad / len(inputs)
    b2 -= learning_rate * b2_grad / len(inputs)
    print(epoch, total / len(inputs))
