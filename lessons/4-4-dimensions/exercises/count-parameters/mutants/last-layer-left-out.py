"""The last pair of neighbours is missing: the output layer has weights and biases as well."""


def count_parameters(sizes):
    """Return how many weights and how many biases a dense network has."""
    pairs = list(zip(sizes[:-1], sizes[1:]))[:-1]
    return sum(units * before for before, units in pairs), sum(units for _, units in pairs)
