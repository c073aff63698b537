import numpy as np


def softmax(scores):
    scores = scores - scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    return e / e.sum(axis=1, keepdims=True)


rng = np.random.default_rng(8)
X = rng.normal(size=(30, 4))
y = rng.integers(0, 3, size=30)
W = 0.01 * rng.normal(size=(4, 3))
b = np.zeros((1, 3))
reg = 0
eta = 0.5

num_examples = X.shape[0]
for i in range(40):
    scores = np.dot(X, W) + b
    probs = softmax(scores)
    loss = -np.log(probs[range(num_examples), y]).mean()
    dscores = probs
    dscores[range(num_examples), y] -= 1
    dscores /= num_examples
    dW = np.dot(X.T, dscores)
    db = np.sum(dscores, axis=0, keepdims=True)
    W += -eta * dW
    b += -eta * db
