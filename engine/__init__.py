"""Neural networks in NumPy, written to be read: every equation has its own method.

The examples are the last axis everywhere: X is (n_x, m), W is (n_out, n_in), b is (n_out, 1),
Y is (n_y, m), images are (C, H, W, m).
"""

from engine.convolution import Conv2D, MaxPool2D
from engine.layers import BatchNorm, Dense, Dropout, Flatten
from engine.network import Network

__all__ = ["BatchNorm", "Conv2D", "Dense", "Dropout", "Flatten", "MaxPool2D", "Network"]
