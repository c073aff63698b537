import numpy as np

np.random.seed(7)
num_examples = 18
X = np.random.randn(num_examples, 2)
y = (X[:, 0] + X[:, 1] ** 2 > 0.5).astype(int)
targets = np.eye(2)[y]
nn_input_dim, nn_hdim, nn_output_dim = 2, 5, 2
epsilon = 0.3


def build_model(num_passes=30):
    W1 = np.random.randn(nn_input_dim, nn_hdim) / np.sqrt(nn_input_dim)
    b1 = np.zeros((1, nn_hdim))
    W2 = np.random.randn(nn_hdim, nn_output_dim) / np.sqrt(nn_hdim)
    b2 = np.zeros((1, nn_output_dim))
    for i in range(num_passes):
        z1 = X.dot(W1) + b1
        a1 = np.tanh(z1)
        z2 = a1.dot(W2) + b2
        exp_scores = np.exp(z2)
        probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
        delta3 = (probs - targets) / num_examples
        dW2 = (a1.T).dot(delta3)
        db2 = np.sum(delta3, axis=0, keepdims=True)
        delta2 = delta3.dot(W2.T) * (1 - np.power(a1, 2))
        dW1 = np.dot(X.T, delta2)
        db1 = np.sum(delta2, axis=0)
        W1 += -epsilon * dW1
        b1 += -epsilon * db1
        W2 += -epsilon * dW2
        b2 += -epsilon * db2
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


model = build_model()
