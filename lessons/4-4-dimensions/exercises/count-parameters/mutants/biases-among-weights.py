"""Your weights are too many by just the biases: you have counted those twice."""


def count_parameters(sizes):
    """Return how many weights and how many biases a dense network has."""
    weights = sum(units * (before + 1) for before, units in zip(sizes[:-1], sizes[1:]))
    return weights, sum(sizes[1:])
