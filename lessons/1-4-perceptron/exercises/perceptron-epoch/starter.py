import numpy as np


def perceptron_epoch(w, b, X, T, eta):
    """Return w, b and the number of mistakes after one round."""
    # Your lines go here.
