"""You give the inputs a bias each. They are given, not computed: only units have biases."""


def count_parameters(sizes):
    """Return how many weights and how many biases a dense network has."""
    weights = sum(units * before for before, units in zip(sizes[:-1], sizes[1:]))
    return weights, sum(sizes)
