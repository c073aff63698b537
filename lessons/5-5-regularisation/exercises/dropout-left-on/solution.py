import numpy as np


class Net:
    """ReLU, dropout, sigmoid."""

    def __init__(self, W1, b1, W2, b2, rate):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2
        self.rate = rate
        self.rng = np.random.default_rng(0)

    def forward(self, X, training=False):
        """The outputs, (1, m)."""
        A = np.maximum(self.W1 @ X + self.b1, 0)
        if training:
            mask = self.rng.random(A.shape) >= self.rate
            A = A * mask / (1 - self.rate)
        return 1 / (1 + np.exp(-(self.W2 @ A + self.b2)))

    def predict(self, X):
        """1 where the output is above 0.5, else 0."""
        # answers leave nothing to chance
        outputs = self.forward(X, training=False)
        return (outputs > 0.5).astype(int)
