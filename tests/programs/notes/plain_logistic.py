import numpy as np
np.random.seed(5)
features = np.random.randn(40, 3)
target = (features @ np.array([1.0, -2.0, 0.5]) + 0.3 > 0).astype(int)
weights = np.random.randn(3) * 0.1
bias = 0.0
lr = 0.5
losses = []
for step in range(25):
    linear = features @ weights + bias
    prediction = 1.0 / (1.0 + np.exp(-linear))
    loss = -np.mean(target * np.log(prediction) + (1 - target) * np.log(1 - prediction))
    losses.append(loss)
    error = prediction - target
    grad_weights = features.T @ error / len(target)
    grad_bias = error.mean()
    weights = weights - lr * grad_weights
    bias = bias - lr * grad_bias
