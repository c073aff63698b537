"""Neural networks in NumPy, written to be read: every equation has its own method.

The examples are the last axis everywhere: X is (n_x, m), W is (n_out, n_in), b is (n_out, 1),
Y is (n_y, m), images are (C, H, W, m).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.convolution import Conv2D
    from engine.layers import BatchNorm, Dense, Dropout, Flatten
    from engine.network import Network
    from engine.pooling import MaxPool2D

__all__ = ["BatchNorm", "Conv2D", "Dense", "Dropout", "Flatten", "MaxPool2D", "Network"]

HOMES = {
    "engine.network": ("Network",),
    "engine.layers": ("BatchNorm", "Dense", "Dropout", "Flatten"),
    "engine.convolution": ("Conv2D",),
    "engine.pooling": ("MaxPool2D",),
}


def __getattr__(name: str) -> Any:
    """A name is imported when it is first used, so that a part of the engine costs no more."""
    for home, names in HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'engine' has no attribute {name!r}")
