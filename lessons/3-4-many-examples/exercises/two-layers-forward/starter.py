import numpy as np


def forward(W1, b1, W2, b2, X):
    """Return A1, shape (n_1, m), and A2, shape (n_2, m)."""
    # Your lines go here.
