"""Neural networks in NumPy, written to be read: every equation has its own method.

The examples are the last axis everywhere: X is (n_x, m), W is (n_out, n_in), b is (n_out, 1),
Y is (n_y, m), images are (C, H, W, m).
"""

from engine.layers import Dense, Dropout, Flatten
from engine.network import Network

__all__ = ["Dense", "Dropout", "Flatten", "Network"]
