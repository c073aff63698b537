import numpy as np


def accuracy_and_top_k(A, Y, k):
    """The shares with the truth first, and among the best k."""
    # which class is true, and which is said?
    # which k classes are the most probable?
