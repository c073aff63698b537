"""The one array type of the engine: NumPy arrays of floats with the examples on the last axis."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Shape: TypeAlias = tuple[int, ...]
BUFFER = 1024  # numbers


@contextmanager
def small_buffers() -> Iterator[None]:
    """Compute on parts of images in less time; the results are the same.

    Rows of pixels that are apart in memory NumPy gathers in a buffer, of 8192 numbers unless it is
    told otherwise, and puts the results back from there. With a smaller one it leaves long rows
    where they are, and short ones close at hand.
    """
    before = np.setbufsize(BUFFER)
    try:
        yield
    finally:
        np.setbufsize(before)
