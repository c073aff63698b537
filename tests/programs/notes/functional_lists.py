import numpy as np


def softmax(logits):
    stable = logits - np.amax(logits, axis=0)
    exp = np.exp(stable)
    total = np.sum(exp, axis=0)
    return exp / total


def one_hot(labels, n_classes):
    out = np.zeros((n_classes, labels.size))
    out[labels, np.arange(labels.size)] = 1
    return out


def feed_forward(x, model):
    caches = []
    a = x
    for i, (w, b) in enumerate(model):
        z = np.dot(w, a) + b
        caches.append((a, z))
        a = softmax(z) if i == len(model) - 1 else np.maximum(z, 0)
    return a, caches


def back_propagate(probs, y_hot, caches, model):
    n = y_hot.shape[1]
    updates = []
    grad_z = (probs - y_hot) / n
    for i in range(len(model) - 1, -1, -1):
        a_prev, z = caches[i]
        w, b = model[i]
        grad_w = np.dot(grad_z, a_prev.T)
        grad_b = np.sum(grad_z, axis=1, keepdims=True)
        updates.insert(0, (grad_w, grad_b))
        if i > 0:
            grad_a = np.dot(w.T, grad_z)
            grad_z = np.where(caches[i - 1][1] > 0, grad_a, 0)
    return updates


def cross_entropy(probs, labels):
    return -np.mean(np.log(probs[labels, np.arange(labels.size)]))


rng = np.random.default_rng(6)
x = rng.normal(size=(2, 26))
labels = (np.abs(x[0]) > 0.7).astype(int) + (x[1] > 0)
dims = [2, 8, 5, 3]
model = [[rng.normal(size=(o, i)) * 0.7, np.zeros((o, 1))] for i, o in zip(dims[:-1], dims[1:])]
y_hot = one_hot(labels, 3)
for epoch in range(9):
    probs, caches = feed_forward(x, model)
    loss = cross_entropy(probs, labels)
    for layer, (grad_w, grad_b) in zip(model, back_propagate(probs, y_hot, caches, model)):
        layer[0] = layer[0] - 0.5 * grad_w
        layer[1] = layer[1] - 0.5 * grad_b
