import numpy as np


def softmax(Z):
    """The probabilities, (K, m), of the scores Z, (K, m)."""


def cost(Z, Y):
    """The mean cross-entropy of the scores Z where the truth is Y, a number."""


def slope(Z, Y):
    """Each example's slope of its loss with respect to Z, (K, m)."""
