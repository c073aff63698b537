import numpy as np
def act(v): return np.maximum(0.0, v)
def forward_pass(X, model):
    W1, b1, W2, b2 = model['W1'], model['b1'], model['W2'], model['b2']
    z1 = X.dot(W1) + b1
    a1 = act(z1)
    z2 = a1.dot(W2) + b2
    ex = np.exp(z2)
    probs = ex / np.sum(ex, axis=1, keepdims=True)
    return a1, probs
def build(X, y, nn_hdim, passes=20):
    n = len(X)
    np.random.seed(0)
    model = {'W1': np.random.randn(2, nn_hdim) / np.sqrt(2), 'b1': np.zeros((1, nn_hdim)) + .1,
             'W2': np.random.randn(nn_hdim, 3) / np.sqrt(nn_hdim), 'b2': np.zeros((1, 3))}
    for i in range(passes):
        a1, probs = forward_pass(X, model)
        loss = -np.log(probs[range(n), y]).sum() / n
        delta3 = probs
        delta3[range(n), y] -= 1
        delta3 = delta3 / n
        dW2 = (a1.T).dot(delta3)
        db2 = np.sum(delta3, axis=0, keepdims=True)
        delta2 = delta3.dot(model['W2'].T) * (a1 > 0)
        dW1 = np.dot(X.T, delta2)
        db1 = np.sum(delta2, axis=0)
        model['W1'] += -0.5 * dW1
        model['b1'] += -0.5 * db1
        model['W2'] += -0.5 * dW2
        model['b2'] += -0.5 * db2
    return model
rs = np.random.RandomState(1)
X = rs.randn(21, 2)
y = rs.randint(0, 3, 21)
build(X, y, 6)
