def count_parameters(sizes):
    """Return how many weights and how many biases a dense network has."""
    weights = 0
    biases = 0
    for layer in range(1, len(sizes)):
        weights += sizes[layer] * sizes[layer - 1]  # W is (units, units before)
        biases += sizes[layer]  # b is (units, 1)
    return weights, biases
