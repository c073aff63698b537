from engine import Dense, Network


def cases(random):
    for sizes, m in ([2, 4, 3, 1], 5), ([3, 2, 2], 4), ([1, 3, 3, 3, 2], 1), ([4, 1, 5, 1], 6):
        pairs = list(zip(sizes[1:], sizes[:-1], strict=True))
        yield {
            "title": f"{'-'.join(map(str, sizes))}, m = {m}",
            "shown": m == 5,
            "inputs": {
                "X": random.normal(size=(sizes[0], m)),
                "W": [random.normal(size=pair) for pair in pairs],
                "b": [random.normal(size=(n, 1)) for n, _ in pairs],
            },
        }


def expected(X, W, b):
    layers = [Dense(len(each), "relu") for each in W[:-1]] + [Dense(len(W[-1]), "sigmoid")]
    network = Network(layers, n_inputs=len(X), loss="binary_crossentropy")
    for layer, weights, biases in zip(layers, W, b, strict=True):
        layer.W[...], layer.b[...] = weights, biases
    return network.forward(X)
