import numpy as np

rng = np.random.RandomState(33)
sizes = [4, 6, 5, 2]
weights = []
biases = []
for n_in, n_out in zip(sizes, sizes[1:]):
    weights.append(rng.normal(0, 1, (n_out, n_in)))
    biases.append(rng.normal(0, 0.2, (n_out, 1)))


def sig(v):
    return 1 / (1 + np.exp(-v))


def dsig(out):
    return out * (1 - out)


def run(v):
    outs = [v]
    for w, b in zip(weights, biases):
        outs.append(sig(w @ outs[-1] + b))
    return outs


inputs = rng.normal(size=(4, 12))
wanted = np.zeros((2, 12))
wanted[(inputs[0] > 0).astype(int), np.arange(12)] = 1
count = inputs.shape[1]
for sweep in range(8):
    outs = run(inputs)
    errors = outs[-1] - wanted
    total_error = np.sum(errors**2) / count
    deltas = [2 * errors / count * dsig(outs[-1])]
    for i in range(len(weights) - 1, 0, -1):
        deltas.insert(0, (weights[i].T @ deltas[0]) * dsig(outs[i]))
    for i, delta in enumerate(deltas):
        weights[i] = weights[i] - 0.7 * delta @ outs[i].T
        biases[i] = biases[i] - 0.7 * delta.sum(axis=1, keepdims=True)
