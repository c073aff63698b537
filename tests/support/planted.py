"""Programs as people write them from course notes, and ten mistakes to plant in each."""

from __future__ import annotations

from pathlib import Path

from tutor.programs.reference import Reference

FOLDER = Path(__file__).parents[1] / "programs" / "notes"

REFERENCES = {
    "dictionaries": Reference((2, 4, 1), "tanh"),
    "two_layer_class": Reference((2, 6, 3)),
    "logistic": Reference((3, 1)),
    "blobs_script": Reference((2, 7, 5, 3)),
    "layer_objects": Reference((4, 6, 2)),
    "deep_loop": Reference((5, 4, 3, 1)),
    "softmax_regression": Reference((4, 3)),
    "moons_rows": Reference((2, 5, 2), "tanh"),
    "network_class": Reference((3, 4, 1), "sigmoid"),
    "minibatches": Reference((3, 5, 1)),
    "regression": Reference((1, 6, 1), "tanh", "linear", "mse"),
    "digits_functions": Reference((6, 10, 4)),
}

# For each program what stands there, and what a learner writes in its place.
MISTAKES = {
    "dictionaries": [
        ("A1 = np.tanh(Z1)", "A1 = Z1"),
        ("1 / (1 + np.exp(-z))", "1 / (1 + np.exp(z))"),
        ("dZ2 = A2 - Y", "dZ2 = Y - A2"),
        ("dW2 = (1 / m) * np.dot(dZ2, A1.T)", "dW2 = np.dot(dZ2, A1.T)"),
        ("db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)", "db2 = np.sum(dZ2) "),
        ("(1 - np.power(A1, 2))", "(1 - A1)"),
        ("(1 - np.power(A1, 2))", "A1 * (1 - A1)"),
        ("db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)", "db1 = (1 / m) * np.sum(dZ1)"),
        ("cost = -np.sum(logprobs) / m", "cost = np.sum(logprobs) / m"),
        ("- learning_rate * grads", "+ learning_rate * grads"),
    ],
    "two_layer_class": [
        ("hidden = np.maximum(0, X.dot(W1) + b1)", "hidden = X.dot(W1) + b1"),
        ("np.sum(exp_scores, axis=1, keepdims=True)", "np.sum(exp_scores, axis=0, keepdims=True)"),
        (
            "loss = -np.sum(np.log(probs[np.arange(N), y])) / N",
            "loss = np.sum(np.log(probs[np.arange(N), y])) / N",
        ),
        ("dscores[np.arange(N), y] -= 1", "dscores[np.arange(N), y] += 1"),
        ("dscores[np.arange(N), y] -= 1", "dscores[:, y] -= 1"),
        ('grads["b2"] = np.sum(dscores, axis=0)', 'grads["b2"] = np.sum(dscores)'),
        ("dhidden[hidden <= 0] = 0", "dhidden[dhidden <= 0] = 0"),
        ("dhidden[hidden <= 0] = 0", "dhidden[hidden > 0] = 0"),
        ('grads["b1"] = np.sum(dhidden, axis=0)', 'grads["b1"] = np.mean(dhidden, axis=0)'),
        ("self.params[name] -= learning_rate", "self.params[name] += learning_rate"),
    ],
    "logistic": [
        ("s = 1 / (1 + np.exp(-z))", "s = 1 / (1 - np.exp(-z))"),
        ("s = 1 / (1 + np.exp(-z))", "s = np.exp(-z) / (1 + np.exp(-z))"),
        ("cost = -1 / m", "cost = 1 / m"),
        ("(1 - Y) * np.log(1 - A)", "(1 - Y) * np.log(A)"),
        ("dw = 1 / m * np.dot(X, (A - Y).T)", "dw = 1 / m * np.dot(X, (Y - A).T)"),
        ("dw = 1 / m * np.dot(X, (A - Y).T)", "dw = np.dot(X, (A - Y).T)"),
        ("db = 1 / m * np.sum(A - Y)", "db = np.sum(A - Y)"),
        ("db = 1 / m * np.sum(A - Y)", "db = 1 / m * np.sum(A)"),
        ("w = w - 0.2 * dw", "w = w + 0.2 * dw"),
        ("b = b - 0.2 * db", "b = b + 0.2 * db"),
    ],
    "blobs_script": [
        ("A2 = np.maximum(Z2, 0)", "A2 = np.maximum(Z1[:5], 0)"),
        ("A3 = E / E.sum(axis=0)", "A3 = E / E.sum()"),
        ("dZ3 = A3 - Y", "dZ3 = Y - A3"),
        ("db3 = dZ3.mean(axis=1, keepdims=True)", "db3 = dZ3.sum(axis=1, keepdims=True)"),
        ("dZ2 = dA2 * (Z2 > 0)", "dZ2 = dA2 * (dA2 > 0)"),
        ("dZ2 = dA2 * (Z2 > 0)", "dZ2 = dA2 * A2"),
        ("dW2 = dZ2 @ A1.T / m", "dW2 = dZ2 @ Z1.T / m"),
        ("dZ1 = dA1 * (Z1 > 0)", "dZ1 = dA1"),
        ("dW1 = dZ1 @ X.T / m", "dW1 = dZ1 @ X.T"),
        ("W2 -= lr * dW2", "W2 -= dW2"),
    ],
    "layer_objects": [
        ("return x @ self.W + self.b", "return x @ self.W * self.b"),
        ("self.dW = self.x.T @ grad", "self.dW = self.x.T @ grad / len(grad)"),
        ("self.db = grad.sum(axis=0, keepdims=True)", "self.db = grad.mean(axis=0, keepdims=True)"),
        ("self.db = grad.sum(axis=0, keepdims=True)", "self.db = grad.sum()"),
        ("self.mask = x > 0", "self.mask = x < 0"),
        ("return grad * self.mask", "return grad"),
        ("exps.sum(axis=1, keepdims=True)", "exps.sum(axis=0, keepdims=True)"),
        (
            "(self.probs - self.targets) / len(self.targets)",
            "(self.targets - self.probs) / len(self.targets)",
        ),
        ("(self.probs - self.targets) / len(self.targets)", "self.probs - self.targets"),
        ("layer.b -= 0.1 * layer.db", "layer.b += 0.1 * layer.db"),
    ],
    "deep_loop": [
        ("return np.maximum(0, Z)", "return np.minimum(0, Z)"),
        ("return 1.0 / (1.0 + np.exp(-Z))", "return 1.0 / (1.0 + np.exp(Z))"),
        ("dW = np.dot(dZ, A_prev.T) / m", "dW = np.dot(dZ, A_prev.T)"),
        (
            "db = np.sum(dZ, axis=1, keepdims=True) / m",
            "db = np.sum(dZ, axis=0, keepdims=True) / m",
        ),
        ("cost = -np.sum", "cost = np.sum"),
        ("dAL = -(np.divide(Y, AL)", "dAL = (np.divide(Y, AL)"),
        ("dZ = dAL * AL * (1 - AL)", "dZ = dAL * AL"),
        ("dZ = np.where(Z > 0, dA, 0)", "dZ = np.where(Z > 0, 1, 0)"),
        ("dZ = np.where(Z > 0, dA, 0)", "dZ = np.where(dA > 0, dA, 0)"),
        ('- lr * grads["dW"', '+ lr * grads["dW"'),
    ],
    "softmax_regression": [
        ("e = np.exp(scores)", "e = scores**2"),
        ("return e / e.sum(axis=1, keepdims=True)", "return e / e.sum(axis=0, keepdims=True)"),
        ("return e / e.sum(axis=1, keepdims=True)", "return e / e.sum()"),
        ("loss = -np.log", "loss = np.log"),
        ("dscores[range(num_examples), y] -= 1", "dscores[range(num_examples), y] += 1"),
        ("dscores[range(num_examples), y] -= 1", "dscores[range(num_examples), 0] -= 1"),
        ("dscores /= num_examples", "dscores /= num_examples**2"),
        ("db = np.sum(dscores, axis=0, keepdims=True)", "db = np.sum(dscores, keepdims=True)"),
        ("W += -eta * dW", "W += eta * dW"),
        ("b += -eta * db", "b += -db"),
    ],
    "moons_rows": [
        ("a1 = np.tanh(z1)", "a1 = np.tan(z1)"),
        ("np.sum(exp_scores, axis=1, keepdims=True)", "np.sum(exp_scores, axis=0, keepdims=True)"),
        ("delta3 = (probs - targets) / num_examples", "delta3 = (targets - probs) / num_examples"),
        ("dW2 = (a1.T).dot(delta3)", "dW2 = (z1.T).dot(delta3)"),
        ("db2 = np.sum(delta3, axis=0, keepdims=True)", "db2 = np.sum(delta3)"),
        ("(1 - np.power(a1, 2))", "(1 - np.power(z1, 2))"),
        ("delta2 = delta3.dot(W2.T) * (1 - np.power(a1, 2))", "delta2 = delta3.dot(W2.T)"),
        ("db1 = np.sum(delta2, axis=0)", "db1 = np.mean(delta2, axis=0)"),
        ("W1 += -epsilon * dW1", "W1 += epsilon * dW1"),
        ("dW1 = np.dot(X.T, delta2)", "dW1 = np.dot(X.T, delta2) / num_examples"),
    ],
    "network_class": [
        ("return self.sigmoid(z) * (1 - self.sigmoid(z))", "return z * (1 - z)"),
        ("return self.sigmoid(z) * (1 - self.sigmoid(z))", "return 1 - self.sigmoid(z)"),
        ("self.a1 = self.sigmoid(self.z1)", "self.a1 = np.tanh(self.z1)"),
        ("self.z2 = self.w2 @ self.a1 + self.b2", "self.z2 = self.w2 @ self.z1 + self.b2"),
        ("self.delta2 = self.a2 - y", "self.delta2 = (self.a2 - y) ** 2"),
        ("self.delta2 @ self.a1.T / m", "self.delta2 @ self.a1.T"),
        (
            "self.delta2.sum(axis=1, keepdims=True) / m",
            "self.delta2.sum(axis=0, keepdims=True) / m",
        ),
        ("self.sigmoid_prime(self.z1)", "self.sigmoid_prime(self.a1)"),
        ("self.delta1 @ self.a0.T / m", "self.delta1 @ self.a0.T / m / m"),
        ("self.w2 = self.w2 - eta * self.dw2", "self.w2 = self.w2 + eta * self.dw2"),
    ],
    "minibatches": [
        ("h1 = np.where(z1 > 0, z1, 0.0)", "h1 = np.where(z1 > 0, 1.0, 0.0)"),
        ("yhat = 1 / (1 + np.exp(-z2))", "yhat = 1 / (1 + np.exp(z2))"),
        ("yhat = 1 / (1 + np.exp(-z2))", "yhat = z2 * 1"),
        ("dz2 = (yhat - yb) / len(xb)", "dz2 = (yb - yhat) / len(xb)"),
        ("dW2 = h1.T @ dz2", "dW2 = h1.T @ dz2 / len(xb)"),
        ("db2 = dz2.sum(axis=0)", "db2 = dz2.mean(axis=0)"),
        ("dz1 = dh1 * (z1 > 0)", "dz1 = dh1 * (dh1 > 0)"),
        ("dz1 = dh1 * (z1 > 0)", "dz1 = dh1 * z1"),
        ("db1 = dz1.sum(axis=0)", "db1 = dz1.sum()"),
        ("b1 -= alpha * db1", "b1 += alpha * db1"),
    ],
    "regression": [
        ("A1 = np.tanh(Z1)", "A1 = np.sinh(Z1)"),
        ("Z2 = np.matmul(W2, A1) + b2", "Z2 = np.tanh(np.matmul(W2, A1) + b2)"),
        ("dZ2 = 2 * (Z2 - Y) / m", "dZ2 = 2 * (Y - Z2) / m"),
        ("dW2 = np.matmul(dZ2, A1.T)", "dW2 = np.matmul(dZ2, A1.T) / m"),
        ("db2 = np.sum(dZ2, axis=1, keepdims=True)", "db2 = np.mean(dZ2, axis=1, keepdims=True)"),
        ("dZ1 = dA1 * (1 - A1**2)", "dZ1 = dA1 * (1 - Z1**2)"),
        ("dZ1 = dA1 * (1 - A1**2)", "dZ1 = dA1 * (1 + A1**2)"),
        ("db1 = np.sum(dZ1, axis=1, keepdims=True)", "db1 = np.sum(dZ1, axis=1)"),
        ("W1 = W1 - learning_rate * dW1", "W1 = W1 - dW1"),
        ("W2 = W2 - learning_rate * dW2", "W2 = W2 + learning_rate * dW2"),
    ],
    "digits_functions": [
        ("return np.maximum(Z, 0)", "return np.maximum(Z, 1)"),
        ("A = np.exp(Z) / sum(np.exp(Z))", "A = np.exp(Z) / np.sum(np.exp(Z))"),
        ("A1 = ReLU(Z1)", "A1 = softmax(Z1)"),
        ("return Z > 0", "return Z < 0"),
        ("return Z > 0", "return Z"),
        ("dW2 = 1 / m * dZ2.dot(A1.T)", "dW2 = 1 / m * dZ2.dot(Z1.T)"),
        ("db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)", "db2 = 1 / m * np.sum(dZ2)"),
        ("* ReLU_deriv(Z1)", "* ReLU_deriv(Z1) / m"),
        ("dW1 = 1 / m * dZ1.dot(X.T)", "dW1 = dZ1.dot(X.T)"),
        ("b2 = b2 - alpha * db2", "b2 = b2 - db2"),
    ],
}


def program(name: str) -> str:
    """Return the text of a correct program."""
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def planted(name: str, number: int) -> tuple[str, int]:
    """Return the program with one of its mistakes, and the line of it."""
    code = program(name)
    right, wrong = MISTAKES[name][number]
    assert code.count(right) == 1, right
    at = code.index(right)
    return code.replace(right, wrong), code[:at].count("\n") + 1
