"""More programs in other people's styles, and mistakes to plant in them.

They were written after the comparison, to measure it on what it was not made for; each time what
was amiss in general was mended, and others were written. Of the first six programs' 30 mistakes 12
were named at first, of three programs' 20 after that 13, of twelve programs' 120 then 70, of three
programs' 30 then 20, of three's 30 then 23, of six programs' 60 then 48, of the next
six's 28, of six others' 45, of six more 55, of the next six's 24, of six with packed parameters,
biases within the weights, batches and Adam 37 of 60, once programs like `packed_theta`,
`flat_network` and `bias_rows` were understood. A part of them is kept here.
"""

from __future__ import annotations

from planted import program

from tutor.programs.reference import Reference

REFERENCES = {
    "module_like": Reference((3, 8, 4)),
    "nested_dicts": Reference((2, 6, 4, 1), "tanh"),
    "one_by_one": Reference((4, 5, 3), "sigmoid"),
    "eleven_lines": Reference((3, 4, 1), "sigmoid", "sigmoid", "mse"),
    "decay_batches": Reference((5, 3)),
    "momentum_lists": Reference((3, 6, 5, 1)),
    "hidden_model": Reference((2, 6, 3)),
    "called_layers": Reference((2, 7, 4, 1), "tanh", "linear", "mse"),
    "plain_logistic": Reference((3, 1)),
    "error_terms": Reference((4, 6, 1), "tanh"),
    "functional_lists": Reference((2, 8, 5, 3)),
    "velocities": Reference((1, 7, 1), "sigmoid", "linear", "mse"),
    "lambdas": Reference((2, 9, 4, 1)),
    "adam_model": Reference((3, 6, 4), "tanh"),
    "copied_mask": Reference((4, 6, 2), "relu", "linear", "mse"),
    "einsum_letters": Reference((3, 6, 4), "sigmoid"),
    "dense_classes": Reference((2, 8, 3)),
    "nabla_lists": Reference((3, 5, 2), "sigmoid", "sigmoid", "mse"),
    "named_tuples": Reference((3, 6, 1), "tanh"),
    "cached_affine": Reference((5, 7, 6, 3)),
    "loss_apart": Reference((6, 4, 3), "sigmoid", "sigmoid", "mse"),
    "stepping_layers": Reference((2, 3, 1), "tanh", "tanh", "mse"),
    "rms_dictionaries": Reference((2, 6, 5, 3)),
    "affine_layers": Reference((4, 6, 3)),
    "vector_output": Reference((4, 6, 5, 1), "tanh", "linear", "mse"),
    "rate_first": Reference((4, 6, 5, 2), "sigmoid", "sigmoid", "mse"),
    "half_squares": Reference((3, 5, 4, 2), "relu", "linear", "mse"),
    "intercepts": Reference((5, 3)),
    "summed_slopes": Reference((5, 8, 3), "relu", "linear", "mse"),
    "signed_labels": Reference((3, 5, 1), "tanh", "tanh", "mse"),
    "closures": Reference((2, 8, 8, 3), "leaky_relu"),
    "dropped_units": Reference((4, 10, 2)),
    "packed_theta": Reference((3, 6, 2), "tanh"),
    "flat_network": Reference((2, 8, 2), "tanh", "linear", "mse"),
    "bias_rows": Reference((2, 9, 6, 3)),
}
WITHOUT_REFERENCE = ("convolution_loops", "batch_norm")

MISTAKES = {
    "module_like": [
        (
            "self.weight_grad = grad_output.T @ self.x",
            "self.weight_grad = grad_output.T @ self.x / 18",
        ),
        ("self.bias_grad = grad_output.sum(axis=0)", "self.bias_grad = grad_output.mean(axis=0)"),
        ("self.mask = x > 0", "self.mask = x > -1"),
        ("grad[np.arange(n), self.target] -= 1", "grad[np.arange(n), self.target] += 1"),
        ("value -= self.lr * getattr", "value += self.lr * getattr"),
    ],
    "nested_dicts": [
        ('Z2 = params["layer2"]["W"] @ A1', 'Z2 = params["layer2"]["W"] @ Z1'),
        ("A3 = 1.0 / (1.0 + np.exp(-Z3))", "A3 = 1.0 / (1.0 + np.exp(Z3))"),
        ('* (1 - cache["A2"] ** 2)', '* (1 - cache["Z2"] ** 2)'),
        ('dW2 = dZ2 @ cache["A1"].T / m', 'dW2 = dZ2 @ cache["A1"].T'),
        ('dZ1 = (params["layer2"]["W"].T @ dZ2)', 'dZ1 = (params["layer2"]["W"].T @ dZ2) / m'),
    ],
    "one_by_one": [
        ("e = np.exp(z2 - z2.max())", "e = np.exp(z2 - z2.max()) + 1"),
        ("delta2[labels[i]] -= 1", "delta2[labels[i]] -= 2"),
        ("delta1 = (W2.T @ delta2) * a1 * (1 - a1)", "delta1 = (W2.T @ delta2) * a1"),
        ("W1_grad += np.outer(delta1, x)", "W1_grad = np.outer(delta1, x)"),
        ("b2 -= learning_rate * b2_grad / len(inputs)", "b2 -= learning_rate * b1_grad[:3]"),
    ],
    "eleven_lines": [
        ("return x * (1 - x)", "return x * (1 + x)"),
        ("l2_error = y - l2", "l2_error = l2 - y"),
        ("l1_error = l2_delta.dot(syn1.T)", "l1_error = l2_error.dot(syn1.T)"),
        ("nonlin(l1, deriv=True)", "nonlin(l1)"),
        ("syn0 += l0.T.dot(l1_delta)", "syn0 -= l0.T.dot(l1_delta)"),
    ],
    "decay_batches": [
        ("np.sum(expd, axis=0, keepdims=True)", "np.sum(expd, axis=1, keepdims=True)"),
        ("dscores = (probs - Yb) / len(idx)", "dscores = (probs - Yb)"),
        ("dW = dscores @ Xb.T + reg * W", "dW = dscores @ Xb.T - reg * W"),
        ("db = np.sum(dscores, axis=1, keepdims=True)", "db = np.sum(dscores, axis=1)"),
        ("b = b - lr * db", "b = b + lr * db"),
    ],
    "momentum_lists": [
        ("delta = (self.activations[-1] - y) / n", "delta = (y - self.activations[-1]) / n"),
        (
            "grad_w[k] = self.activations[k].T @ delta",
            "grad_w[k] = self.activations[k].T @ delta / n",
        ),
        (
            "grad_b[k] = delta.sum(axis=0, keepdims=True)",
            "grad_b[k] = delta.mean(axis=0, keepdims=True)",
        ),
        ("(self.zs[k - 1] > 0)", "(self.zs[k - 1] < 0)"),
        (
            "self.vw[k] = mu * self.vw[k] - lr * grad_w[k]",
            "self.vw[k] = mu * self.vw[k] + lr * grad_w[k]",
        ),
    ],
    "hidden_model": [
        ("a1 = act(z1)", "a1 = z1"),
        ("axis=1, keepdims=True)\n    return", "axis=0, keepdims=True)\n    return"),
        ("delta3[range(n), y] -= 1", "delta3[range(n), y] -= 2"),
        (
            "db2 = np.sum(delta3, axis=0, keepdims=True)",
            "db2 = np.mean(delta3, axis=0, keepdims=True)",
        ),
        ("* (a1 > 0)", "* (a1 < 0)"),
        ("dW1 = np.dot(X.T, delta2)", "dW1 = np.dot(X.T, delta2) / n"),
        ("model['W2'] += -0.5 * dW2", "model['W2'] += 0.5 * dW2"),
        ("db1 = np.sum(delta2, axis=0)", "db1 = np.sum(delta2)"),
    ],
    "called_layers": [
        ("dz = da * (1 - self.a ** 2)", "dz = da * (1 - self.z ** 2)"),
        ("self.dw = np.matmul(dz, self.a_in.T) / m", "self.dw = np.matmul(dz, self.a_in.T)"),
        ("grad = 2 * (out - Y)", "grad = 2 * (Y - out)"),
        ("return np.matmul(self.w.T, dz)", "return np.matmul(self.w.T, da)"),
        (
            "self.db = np.mean(dz, axis=1, keepdims=True)",
            "self.db = np.sum(dz, axis=1, keepdims=True)",
        ),
        ("self.b -= eta * self.db", "self.b += eta * self.db"),
        ("np.matmul(self.w, a_in) + self.b", "np.matmul(self.w, a_in) - self.b"),
    ],
    "plain_logistic": [
        ("np.exp(-linear)", "np.exp(linear)"),
        ("error = prediction - target", "error = target - prediction"),
        ("features.T @ error / len(target)", "features.T @ error"),
        ("weights - lr * grad_weights", "weights + lr * grad_weights"),
        ("grad_bias = error.mean()", "grad_bias = error.sum()"),
    ],
    "error_terms": [
        ("return 1.0 - out ** 2", "return out * (1.0 - out)"),
        (
            "hidden_error = output_error @ self.w_ho.T",
            "hidden_error = output_error @ self.w_ho.T / n_records",
        ),
        ("hidden_error * self._act_grad(hidden_out)", "hidden_error * self._act_grad(hidden_in)"),
        ("(features.T @ hidden_error_term) / n_records", "(features.T @ hidden_error) / n_records"),
    ],
    "functional_lists": [
        ("total = np.sum(exp, axis=0)", "total = np.sum(exp)"),
        ("np.maximum(z, 0)", "np.maximum(z, 1)"),
        ("grad_z = (probs - y_hot) / n", "grad_z = (probs - y_hot) / n / n"),
        ("layer[1] = layer[1] - 0.5 * grad_b", "layer[1] = layer[1] - 0.5 * grad_w[:, :1]"),
    ],
    "velocities": [
        ("mse = np.mean(residual ** 2)", "mse = np.sum(residual ** 2)"),
        ("g_out = 2 * residual / len(xs)", "g_out = residual / len(xs)"),
        ("gd = g_out.sum(axis=0)", "gd = g_out.mean(axis=0)"),
        (
            "velocity[name] = mu * velocity[name] - rate * grad",
            "velocity[name] = mu * velocity[name] + rate * grad",
        ),
    ],
    "lambdas": [
        ("outs.append(relu(sums[j]))", "outs.append(sums[j])"),
        ("blame = outs[-1] - wanted", "blame = wanted - outs[-1]"),
        ("rate * (blame @ outs[j].T) / count", "rate * (blame @ outs[j].T)"),
        ('net["mats"][j].T @ blame *', "new_mats[j].T @ blame *"),
    ],
    "adam_model": [
        ("exps / np.sum(exps, axis=1)[:, None]", "exps / np.sum(exps)"),
        ("d_scores /= n", "d_scores /= n ** 2"),
        ('"theta1": np.dot(self.X.T, d_pre),', '"theta1": np.dot(self.X.T, d_hid),'),
        ("nll = -np.log(proba[range(23), y]).mean()", "nll = -np.log(proba[range(23), y]).sum()"),
    ],
    "copied_mask": [
        ("y_pred = h_relu @ w2 + bias2", "y_pred = h @ w2 + bias2"),
        ("grad_y_pred = 2.0 * diff / len(batch)", "grad_y_pred = 2.0 * diff"),
        ("grad_h[h < 0] = 0", "grad_h[grad_h < 0] = 0"),
        ("w1 -= learning_rate * grad_w1", "w1 -= learning_rate * grad_w1 * len(batch)"),
    ],
    "einsum_letters": [
        ("q /= q.sum(axis=1, keepdims=True)", "q /= q.sum(axis=0, keepdims=True)"),
        ('"nh,nk->hk", hid, err)', '"nh,nk->hk", pre, err)'),
        ('"nk->k", err)', '"nk->n", err)[:k]'),
        (
            'g_w_in = np.einsum("nd,nh->dh", data, back)',
            'g_w_in = np.einsum("nd,nh->dh", data, back) / n',
        ),
    ],
    "dense_classes": [
        ("self.dinputs[self.inputs <= 0] = 0", "self.dinputs[self.dinputs <= 0] = 0"),
        ("dense2.forward(activation1.output)", "dense2.forward(dense1.output)"),
        (
            "layer.biases += -self.current * layer.dbiases",
            "layer.biases += self.current * layer.dbiases",
        ),
    ],
    "nabla_lists": [
        ("z = zs[-l]", "z = activations[-l]"),
        ("delta, activations[-l - 1].transpose()", "delta, activations[-l - 1].transpose() / 2"),
        ("nabla_w = [nw + dnw for nw, dnw", "nabla_w = [nw - dnw for nw, dnw"),
        ("self.biases = [b - (eta / len(mini_batch)) * nb", "self.biases = [b - eta * nb"),
    ],
    "named_tuples": [
        ("np.mean(np.logaddexp(0, logit) - t", "np.mean(np.logaddexp(0, logit) + t"),
        ("g_b_in = back.sum(0)", "g_b_in = back.sum()"),
        ("Params(*[a - lr * b for", "Params(*[a + lr * b for"),
    ],
    "cached_affine": [
        ("db = np.sum(dout, axis=0)", "db = np.sum(dout)"),
        ("dx = np.where(x > 0, dout, 0)", "dx = dout"),
        ("dx[np.arange(N), y] -= 1", "dx[np.arange(N), y] = -1"),
    ],
    "loss_apart": [
        ("w1_adj = x.transpose().dot(d1)", "w1_adj = x.transpose().dot(a1)"),
        ("w1 = w1 - (alpha * w1_adj)", "w1 = w1 + (alpha * w1_adj)"),
    ],
    "stepping_layers": [
        (
            "input_error = np.dot(output_error, self.weights.T)",
            "input_error = np.dot(output_error, self.weights.T) / 2",
        ),
        ("self.bias -= learning_rate * output_error", "self.bias -= output_error"),
        (
            "return 2 * (y_pred - y_true) / y_true.size",
            "return 2 * (y_true - y_pred) / y_true.size",
        ),
    ],
    "rms_dictionaries": [
        ('dZ3 = cache["A3"] - Y', 'dZ3 = Y - cache["A3"]'),
        ('g["W2"] = dZ2.dot(cache["A1"].T) / m', 'g["W2"] = dZ2.dot(cache["A1"].T)'),
    ],
    "affine_layers": [
        ("self.mask = x <= 0", "self.mask = x >= 0"),
        ("dx = (self.y - self.t) / batch_size", "dx = self.y - self.t"),
    ],
    "vector_output": [
        ("(err**2).sum() / n", "err.sum() / n"),
        ("grad_h1 = grad_s2 @ w2.T", "grad_h1 = grad_h2 @ w2.T"),
    ],
    "rate_first": [
        ("errors = outs[-1] - wanted", "errors = wanted - outs[-1]"),
        ("0.7 * delta.sum(axis=1, keepdims=True)", "0.7 * delta.sum()"),
    ],
    "half_squares": [
        ("return self.H2 @ self.W3 + self.b3", "return relu(self.H2 @ self.W3 + self.b3)"),
        ('"b2": d2.sum(axis=0, keepdims=True)', '"b2": d2.mean(axis=0, keepdims=True)'),
    ],
    "intercepts": [
        ("return -np.sum(Y * np.log(h))", "return np.sum(Y * np.log(h))"),
        ("diff = h - Y", "diff = h * (h - Y)"),
    ],
    "summed_slopes": [
        ("m_w1 = 0.9 * m_w1 + d_w1", "m_w1 = 0.9 * m_w1 - d_w1"),
        ("d_u1 = np.where(u1 > 0, d_r1, 0.0)", "d_u1 = np.where(d_r1 > 0, d_r1, 0.0)"),
    ],
    "signed_labels": [
        ("e = (o - d) * (1 - o**2)", "e = (o - d) * o * (1 - o)"),
        ("dw += e * h", "dw = e * h"),
        ("V -= gamma * dV / N", "V += gamma * dV / N"),
    ],
    "closures": [
        ("return np.where(x > 0, g, 0.2 * g)", "return np.where(g > 0, g, 0.2 * g)"),
        ("rate * (x.T @ g)", "rate * (x.T @ g) / len(x)"),
        ("(q - hot) / len(which)", "(hot - q) / len(which)"),
        ('state["c"] = state["c"] - rate', 'state["c"] = state["c"] + rate'),
    ],
    "dropped_units": [
        ("dh = dhd * mask", "dh = dhd"),
        ("dW2 = hd.T @ dlogits", "dW2 = h.T @ dlogits"),
        ("dlogits = (probs - Y) / 64", "dlogits = probs - Y"),
    ],
    "packed_theta": [
        ("D2 = (P - T) / len(X)", "D2 = (T - P) / len(X)"),
        ("(1 - H ** 2)", "(1 - H)"),
        ("[G1.ravel(), c1, G2.ravel(), c2]", "[G2.ravel(), c2, G1.ravel(), c1]"),
        ("b1 = theta[i:i + n_hid]", "b1 = theta[:n_hid]"),
        ("theta = theta - alpha * grad", "theta = theta + alpha * grad"),
    ],
    "flat_network": [
        ("np.hstack((ones, np.tanh(self.s1)))", "np.hstack((ones, self.s1))"),
        ("d2 = diff / len(X)", "d2 = diff"),
        ("d2.dot(B[:, 1:])", "d2.dot(B[:, :-1])"),
        ("gA = d1.T.dot(self.x0)", "gA = d1.T.dot(self.x0) / 2"),
        ("gA.flatten()", "gA.T.flatten()"),
    ],
    "bias_rows": [
        ("s = ext @ M", "s = ext @ M + M[-1]"),
        ("relu(s) if k < len(self.mats) - 1 else s", "relu(s) if k <= len(self.mats) - 1 else s"),
        ("self.mats[k][:-1].T", "self.mats[k][1:].T"),
        ("err[self.sums[k - 1] <= 0] = 0", "err[self.sums[k - 1] > 0] = 0"),
        ("M -= self.rate * g", "M += self.rate * g"),
    ],
}


def planted(name: str, number: int) -> tuple[str, int]:
    """Return the program with one of its mistakes, and the line of it."""
    code = program(name)
    right, wrong = MISTAKES[name][number]
    assert code.count(right) == 1, right
    return code.replace(right, wrong), code[: code.index(right)].count("\n") + 1
