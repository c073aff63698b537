import numpy as np

relu = lambda v: v.clip(min=0)
heaviside = lambda v: 1.0 * (v > 0)


def make_net(widths, seed):
    r = np.random.default_rng(seed)
    return {
        "depth": len(widths) - 1,
        "mats": [r.standard_normal((widths[j + 1], widths[j])) * np.sqrt(2 / widths[j]) for j in range(len(widths) - 1)],
        "offs": [np.full((widths[j + 1], 1), 0.05) for j in range(len(widths) - 1)],
    }


def run(net, batch):
    sums, outs = [], [batch]
    for j in range(net["depth"]):
        sums.append(net["mats"][j] @ outs[j] + net["offs"][j])
        if j < net["depth"] - 1:
            outs.append(relu(sums[j]))
        else:
            outs.append(1 / (1 + np.exp(-sums[j])))
    return sums, outs


def learn(net, batch, wanted, rate):
    count = batch.shape[1]
    sums, outs = run(net, batch)
    blame = outs[-1] - wanted
    new_mats, new_offs = list(net["mats"]), list(net["offs"])
    for j in range(net["depth"] - 1, -1, -1):
        new_mats[j] = net["mats"][j] - rate * (blame @ outs[j].T) / count
        new_offs[j] = net["offs"][j] - rate * blame.sum(axis=1, keepdims=True) / count
        if j > 0:
            blame = net["mats"][j].T @ blame * heaviside(sums[j - 1])
    net["mats"], net["offs"] = new_mats, new_offs
    p = outs[-1]
    return -(wanted * np.log(p) + (1 - wanted) * np.log(1 - p)).sum() / count


r = np.random.default_rng(4)
points = r.uniform(-1, 1, (2, 31))
wanted = (points[:1] ** 2 + points[1:] ** 2 < 0.5) * 1.0
net = make_net([2, 9, 4, 1], 2)
record = []
for round_ in range(10):
    record.append(learn(net, points, wanted, 0.6))
