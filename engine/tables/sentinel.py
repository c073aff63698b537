"""Numbers that stand for none: -999, 9999 and the like, far from all others of their column."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array

_NINES = tuple(float("9" * n) for n in range(2, 8))
_HUGE = 1e19
"""What nobody measures, but programs write into arrays that are not filled yet."""


def sentinel(values: Array) -> float | None:
    """The number in a column (m,) that may stand for a value that is not known; None if none does.

    It is the least or the greatest, is written with nines alone, and stands as far from the others
    as they reach; below 0 among numbers that are not, it need not stand so far.
    """
    different = np.unique(values[~np.isnan(values)])
    if len(different) < 3:
        return None
    for extreme, others in ((different[0], different[1:]), (different[-1], different[:-1])):
        if abs(extreme) not in _NINES and abs(extreme) < _HUGE:
            continue
        low, high = float(others[0]), float(others[-1])
        gap = min(abs(extreme - low), abs(extreme - high))
        if gap >= high - low or extreme <= -_NINES[1] < 0 <= low:
            return float(extreme)
    return None
