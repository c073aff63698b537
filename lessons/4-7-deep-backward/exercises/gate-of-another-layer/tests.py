from engine import Dense, Network


def network_of(n_0, n_1):
    layers = [Dense(n_1, "relu"), Dense(n_1, "relu"), Dense(1, "sigmoid")]
    return Network(layers, n_inputs=n_0, loss="binary_crossentropy", seed=0)


def cases(random):
    for n_0, n, m in (2, 4, 6), (3, 2, 5), (1, 4, 8), (4, 3, 3), (2, 5, 1):
        network = network_of(n_0, n)
        network.parameters[...] = random.normal(size=network.parameters.shape)
        X = random.normal(size=(n_0, m))
        network.forward(X)
        first, second, last = network.layers
        yield {
            "title": f"{n_0}-{n}-{n}-1, m = {m}",
            "shown": m == 6,
            "inputs": {
                "X": X,
                "Y": random.integers(0, 2, (1, m)).astype(float),
                "A1": first.A.copy(),
                "A2": second.A.copy(),
                "A3": last.A.copy(),
                "W2": second.W.copy(),
                "W3": last.W.copy(),
            },
        }


def expected(X, Y, A1, A2, A3, W2, W3):
    network = network_of(len(X), len(A1))
    first, second, last = network.layers
    second.W[...], last.W[...] = W2, W3
    network.forward(X)  # makes room; what the layers gave is known
    first.A[...], second.A[...], last.A[...] = A1, A2, A3
    first.A_prev, second.A_prev, last.A_prev = X, first.A, second.A
    network.backward(Y)
    return first.dW, second.dW, last.dW
