import numpy as np


class NeuralNet:
    def __init__(self, n_input, n_hidden, n_output, eta=0.4):
        rnd = np.random.RandomState(1)
        self.w_ih = rnd.normal(0.0, n_input ** -0.5, (n_input, n_hidden))
        self.w_ho = rnd.normal(0.0, n_hidden ** -0.5, (n_hidden, n_output))
        self.b_h = np.zeros((1, n_hidden))
        self.b_o = np.zeros((1, n_output))
        self.eta = eta

    @staticmethod
    def _act(v):
        return np.tanh(v)

    @staticmethod
    def _act_grad(out):
        return 1.0 - out ** 2

    def train_step(self, features, targets):
        n_records = features.shape[0]
        hidden_in = features @ self.w_ih + self.b_h
        hidden_out = self._act(hidden_in)
        final_in = hidden_out @ self.w_ho + self.b_o
        final_out = 1 / (1 + np.exp(-final_in))

        output_error = final_out - targets
        hidden_error = output_error @ self.w_ho.T
        hidden_error_term = hidden_error * self._act_grad(hidden_out)

        self.w_ho -= self.eta * (hidden_out.T @ output_error) / n_records
        self.b_o -= self.eta * output_error.sum(axis=0, keepdims=True) / n_records
        self.w_ih -= self.eta * (features.T @ hidden_error_term) / n_records
        self.b_h -= self.eta * hidden_error_term.sum(axis=0, keepdims=True) / n_records
        return -np.mean(targets * np.log(final_out) + (1 - targets) * np.log(1 - final_out))


rnd = np.random.RandomState(8)
features = rnd.randn(19, 4)
targets = (features[:, :1] - features[:, 1:2] > 0).astype(float)
net = NeuralNet(4, 6, 1)
log = [net.train_step(features, targets) for _ in range(12)]
