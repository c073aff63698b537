"""How a value of a program stands to the engine's: equal, turned, off by a factor, different."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.precision import close
from tutor.programs.reference import Truth

Array = NDArray[np.float64]
_LARGEST = sys.float_info.max
LOSS_CLOSE = 1e-3
"""How far apart losses may be that are called equal: many add a small number in a logarithm."""


@dataclass(frozen=True, slots=True)
class EngineMatch:
    """How a value stands to the engine's."""

    key: str
    """The engine's name for it: "dW[1]"."""
    how: str
    """"equal", "factor", "different"."""
    factor: float = 1.0
    """What the engine's value is multiplied by."""
    transposed: bool = False


def against(key: str, value: Array, truth: Truth) -> EngineMatch:
    """Return how a value stands to the engine's of that name, in either orientation."""
    for true in (truth.values[key], *truth.others.get(key, ())):
        if value.size == true.size and (found := _compared(key, value, true, truth)):
            return found
    return _different(key)


def _compared(key: str, value: Array, true: Array, truth: Truth) -> EngineMatch | None:
    """How a value is the engine's: as it is, or so many times; None where it is another."""
    enough = max(LOSS_CLOSE, close()) if key == "J" else close()
    for turned, each in enumerate(oriented(value, true)):
        factor = ratio(each, true, enough)
        if factor is None:
            continue
        if near(factor, 1, enough):
            return EngineMatch(key, "equal", 1.0, bool(turned))
        for nice in loss_factors(truth) if key == "J" else factors(truth):
            if near(factor, nice, enough):
                return EngineMatch(key, "factor", nice, bool(turned))
    return None


@lru_cache(maxsize=256)
def _different(key: str) -> EngineMatch:
    return EngineMatch(key, "different")


def same_array(value: Array, true: Array) -> bool:
    """Whether all numbers are the same, in either orientation."""
    if value.size != true.size:
        return False
    return any(np.array_equal(each, true) for each in oriented(value, true))


def close_array(value: Array, true: Array) -> bool:
    """Whether the numbers are the engine's, in either orientation."""
    factor = ratio_to(value, true)
    return factor is not None and near(factor, 1, close())


def is_multiple(value: Array, true: Array) -> bool:
    """Whether all numbers are so many times the engine's, in either orientation.

    A number alone is a multiple of any other: it is one by its size or sign, or by 2, here.
    """
    found = ratio_to(value, true)
    return found is not None and (true.size > 1 or any(near(abs(found), n) for n in (0.5, 1, 2)))


def is_shifted(value: Array, true: Array) -> bool:
    """Whether all outputs of an example are off by one number, as before a softmax."""
    if value.size != true.size or len(true) < 2:
        return False
    gaps = (each - true for each in oriented(value, true))
    return any(bool(np.allclose(gap, gap[:1])) for gap in gaps)


def is_scaled(value: Array, true: Array) -> bool:
    """Whether all outputs of an example are so many times what they should be."""
    if value.size != true.size:
        return False
    with np.errstate(all="ignore"):
        times = (each / true for each in oriented(value, true))
        return any(bool(np.allclose(each, each[:1], equal_nan=True)) for each in times)


def is_in_other_units(value: Array, A: Array) -> bool:
    """Whether each output is so many times the engine's, and a number: A * spread + mean.

    1 - A is in the same units, and goes down where A goes up.
    """
    if A.shape[1] < 4 or not (np.isfinite(value).all() and np.isfinite(A).all()):
        return False
    for given, right in zip(next(oriented(value, A)), A, strict=True):
        spread = right - right.mean()
        slope = spread @ given / (spread @ spread) if spread.any() else 0.0
        if slope <= 0 or not close_array(slope * spread + given.mean(), given):
            return False
    return True


def oriented(value: Array, true: Array) -> Iterator[Array]:
    """Yield a value in the shape of another: as it is, and transposed."""
    if value.shape == true.shape:
        yield value
    if value.T.shape == true.shape and value.ndim == 2 and min(value.shape) > 0:
        yield value.T
    if value.ndim != 2 or (value.shape != true.shape and value.T.shape != true.shape):
        yield value.reshape(true.shape)


_NOTHING = 1e-13


def ratio_to(value: Array, true: Array) -> float | None:
    """Return how many times the engine's a value is, in either orientation; None if it is not."""
    if value.size != true.size:
        return None
    found = (ratio(each, true) for each in oriented(value, true))
    return next((each for each in found if each is not None), None)


def ratio(value: Array, true: Array, enough: float | None = None) -> float | None:
    """Return the one number that a value is a multiple by, None if there is none."""
    if not true.size:
        return 1.0
    true, value = np.asarray(true, dtype=float).ravel(), np.asarray(value, dtype=float).ravel()
    at = int(np.abs(true).argmax())
    largest, there = float(true[at]), float(value[at])
    if not math.isfinite(largest + there):
        return 1.0 if np.array_equal(value, true, equal_nan=True) else None
    if abs(largest) < 1e-14:
        return 1.0 if float(np.abs(value).max()) < 1e-3 * close() else None
    factor = there / largest
    if abs(factor) < _NOTHING:  # nothing at all, or what rounding leaves of it, is no multiple
        return None
    bound = (enough or close()) * max(abs(factor), 1e-9) * abs(largest)
    if abs(value[0] - factor * true[0]) > bound:  # most differ at once: the rest is spared
        return None
    return factor if float(np.abs(value - factor * true).max()) <= bound else None


def penalised(
    value: Array, true: Array, weights: Array, truth: Truth
) -> tuple[float, float] | None:
    """Return by which numbers the engine's gradient and the weights add up to a value.

    None where they do not, where the weights grow by it, or where there is a nan.
    """
    if true.shape != weights.shape or value.size != true.size:
        return None
    columns = np.column_stack([true.ravel(), weights.ravel()])
    if not (np.isfinite(columns).all() and np.isfinite(value).all()):
        return None
    for each in oriented(value, true):
        found, *_ = np.linalg.lstsq(columns, each.ravel(), rcond=None)
        gap = float(np.abs(columns @ found - each.ravel()).max(initial=0.0))
        nice = next((one for one in factors(truth) if near(found[0], one)), None)
        if gap <= close() * float(np.abs(each).max(initial=0.0)) and nice and found[1] * nice > 0:
            return nice, float(found[1])
    return None


def summands(value: Array, one: Array, other: Array) -> tuple[float, float] | None:
    """Return how many times each of two arrays is in a value, None where that is not all of it."""
    if not one.size == other.size == value.size > 2:
        return None
    columns = np.stack([one.ravel(), other.ravel()])
    lengths = np.linalg.norm(columns, axis=1)
    if not (lengths.all() and np.isfinite(lengths).all() and np.isfinite(value).all()):
        return None
    columns /= lengths[:, None]
    across = float(columns[0] @ columns[1])
    if 1 - across**2 < close():  # one is a multiple of the other
        return None
    for each in oriented(value, one):
        first, second = columns @ each.ravel()
        found = np.array([first - across * second, second - across * first]) / (1 - across**2)
        gap = float(np.abs(found @ columns - each.ravel()).max())
        if gap <= close() * float(np.abs(each).max()):
            return float(found[0] / lengths[0]), float(found[1] / lengths[1])
    return None


def factors(truth: Truth) -> Sequence[float]:
    """Return the factors that gradients are often wrong by."""
    deltas = [len(v) for k, v in truth.values.items() if k.startswith("dZ")]
    deltas = deltas or [len(truth.values["A[0]"]) or 1]
    return _factors(truth.m, (max(deltas), deltas[0]), truth.whole)


@lru_cache(maxsize=16)
def _factors(m: int, units: tuple[int, int], whole: int) -> Sequence[float]:
    """The factors for the units of the widest layer, and for the outputs."""
    sizes = [1, m, 1 / m, 2, 0.5, 2 / m, m / 2, 0.5 / m, m * m, 1 / m**2]
    sizes += [n * each / whole for n in (1, 2, 0.5) for each in (1, m)] if whole else []
    others = dict.fromkeys([1, *(n for each in units for n in (each, 1 / each))])
    sized = [size * other for size in sizes for other in others]
    return [signed for each in sized for signed in (each, -each)]


def loss_factors(truth: Truth) -> Iterator[float]:
    """Yield the factors of a loss: a number alone is near some odd one by chance."""
    deltas = (len(v) for k, v in truth.values.items() if k[:2] == "dZ")  # the last layer's first
    m, outputs = truth.m, next(deltas, 1)
    of_all = [m / truth.whole] if truth.whole else []
    for size in (1, m, 1 / m, 2, 0.5, m / 2, *of_all):
        for other in (1, outputs, 1 / outputs):
            yield size * other
            yield -size * other


def near(one: float, other: float, enough: float | None = None) -> bool:
    """Whether two numbers are one, but for rounding; nothing is near to inf."""
    room = max(1e-4, close()) if enough is None else enough
    return abs(one - other) <= min(room * max(abs(one), abs(other)), _LARGEST)


def told_factor(factor: float, m: int) -> str:
    """Return what a factor says."""
    if near(factor, -1):
        return "The sign is turned."
    if near(factor, m) and m > 1:
        return f"It is m = {m} times the engine's: where is the mean over the examples?"
    if near(factor, 1 / m) and m > 1:
        return f"It is 1/m of the engine's, m = {m}: the mean is taken twice."
    part = 1 / abs(factor) if 0 < abs(factor) < 1 else 0.0
    if part > 1 and near(part, round(part)):
        return f"It is {'−' if factor < 0 else ''}1/{round(part)} of the engine's."
    return f"It is {factor:.4g} times the engine's.".replace("-", "−")
