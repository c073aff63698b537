"""A table of units rows and before columns holds their product. You have added the two sizes."""


def count_parameters(sizes):
    """Return how many weights and how many biases a dense network has."""
    weights = sum(units + before for before, units in zip(sizes[:-1], sizes[1:]))
    return weights, sum(sizes[1:])
