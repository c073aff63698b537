"""Finds a factor by which a result is wrong: a constant, or a size such as the number of examples.

Each rule returns a sentence in which {it} stands for the results' names and {is} for is or are, or
None where it does not explain every case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from math import isclose, log
from typing import NamedTuple

import numpy as np

from tutor.exercises.pairs import ENOUGH, Array, CasePair, Pairs
from tutor.formulas.numbers import spell

_ALIKE = 1e-6  # relative

_SIZED: tuple[tuple[Callable[[float], float], str], ...] = (
    (
        lambda n: n,
        "{it} {is} exactly {n} times too large ({where}).",
    ),
    (
        lambda n: 1 / n,
        "{it} {is} exactly {n} times too small ({where}).",
    ),
    (lambda n: n * n, "{it} {is} too large by {n} times {n} ({where})."),
    (
        lambda n: n / (n - 1) if n > 1 else 1.0,
        "{it} {is} divided by {n} - 1 where {n} is asked ({where}).",
    ),
    (
        lambda n: (n - 1) / n,
        "{it} {is} divided by {n} where {n} - 1 is asked ({where}).",
    ),
    (lambda n: -n, "{it} {is} {n} times too large ({where}), and the sign is wrong."),
    (lambda n: -1 / n, "{it} {is} {n} times too small ({where}), and the sign is wrong."),
)
_OF_EXAMPLES = {
    "too large": " A sum where a mean is asked, or a missing 1/m?",
    "too small": " A mean where a sum is asked, or 1/m taken once too often?",
}
"""What the factor m lets suspect."""

_CONSTANT = {
    -1.0: "{it} {is} right but for the sign, everywhere. What is taken from what?",
    2.0: "{it} {is} exactly twice what is asked, in every case: is there a factor too many?",
    0.5: "{it} {is} exactly half of what is asked, in every case: is a factor 2 missing?",
    -2.0: "{it} {is} twice what is asked, and the sign is wrong.",
    -0.5: "{it} {is} half of what is asked, and the sign is wrong.",
    1 / log(2): "{it} {is} exactly 1 / log(2) times what is asked: a logarithm to base 2?",
    1 / log(10): "{it} {is} exactly 1 / log(10) times what is asked: a logarithm to base 10?",
}


def factor(pairs: Pairs) -> str | None:
    """Say by which factor the results are wrong."""
    ratios = _ratios(pairs)
    if ratios is None:
        return None
    telling = [(pair, ratio) for pair, ratio in ratios if not isclose(ratio, 1, rel_tol=_ALIKE)]
    if sum(np.count_nonzero(pair.due) for pair, _ in telling) < ENOUGH:
        return None
    first = telling[0][1]
    if all(isclose(ratio, first, rel_tol=_ALIKE) for _, ratio in ratios):
        known = (text for c, text in _CONSTANT.items() if isclose(first, c, rel_tol=_ALIKE))
        return next(known, None) or _times(first)
    return next(_sized([pair for pair, _ in ratios], [ratio for _, ratio in ratios]), None)


def _times(ratio: float) -> str:
    for often, word in ((ratio, "large"), (1 / ratio, "small")):
        if often > 1 and isclose(often, round(often), rel_tol=_ALIKE):
            return f"{{it}} {{is}} exactly {round(often)} times too {word}, in every case."
    return f"{{it}} {{is}} exactly {spell(ratio, 4)} times what is asked, in every case."


def _ratios(pairs: Pairs) -> list[tuple[CasePair, float]] | None:
    """Return the factor of each case that has one; None where one is wrong by more than that."""
    found = []
    for pair in pairs:
        if pair.have.shape != pair.due.shape or not np.isfinite(pair.have).all():
            return None
        if not np.any(pair.due):
            if not pair.is_right:
                return None
            continue
        largest = int(np.argmax(np.abs(pair.due)))
        ratio = float(pair.have.flat[largest]) / float(pair.due.flat[largest])
        if not ratio or not pair.equals(np.asarray(pair.due * ratio)):
            return None
        found.append((pair, ratio))
    return found if any(not pair.is_right for pair, _ in found) else None


def _sized(pairs: Pairs, ratios: Sequence[float]) -> Iterator[str]:
    """Yield what is said where the factors follow a size of an input."""
    known = [each for each in _sizes(pairs) if len({*each.counts}) > 1]
    for size in known:
        for of_size, text in _SIZED:
            if np.allclose([*map(of_size, size.counts)], ratios, rtol=_ALIKE, atol=0):
                where = f"{size.letter} is {size.what}{_example(pairs, size.counts)}"
                said = text.replace("{n}", size.letter).replace("{where}", where)
                guesses = (guess for word, guess in _OF_EXAMPLES.items() if word in text)
                yield said + (next(guesses, "") if size.letter == "m" else "")
    for taken, asked in permutations(known, 2):
        wanted = np.divide(asked.counts, taken.counts)
        if np.allclose(wanted, ratios, rtol=_ALIKE, atol=0):
            yield f"{{it}} {{is}} divided by {taken.what} where {asked.what} is asked."


def _example(pairs: Pairs, counts: Sequence[float]) -> str:
    """Return what the size is in a case that the task shows, if it is more than 1 there."""
    shown = (place for place, pair in enumerate(pairs) if pair.case.shown and counts[place] > 1)
    at = next(shown, None)
    return "" if at is None else f", {counts[at]:g} in the case “{pairs[at].case.title}”"


class _Size(NamedTuple):
    """A size of an input: a letter, what it is, and how much it is in each case."""

    letter: str
    what: str
    counts: list[float]


def _sizes(pairs: Pairs) -> Iterator[_Size]:
    """Yield each size of an input, the last axis of each first: there the examples lie."""
    of_case = [dict(pair.inputs()) for pair in pairs]
    for name, array in of_case[0].items():
        if any(name not in inputs or inputs[name].ndim != array.ndim for inputs in of_case):
            continue
        for axis in reversed(range(array.ndim)):
            letter, what = _named(name, array, axis)
            yield _Size(letter, what, [float(inputs[name].shape[axis]) for inputs in of_case])


def _named(name: str, array: Array, axis: int) -> tuple[str, str]:
    if array.ndim == 1:
        return "n", f"the length of {name}"
    if axis == array.ndim - 1:
        return "m", f"the number of columns of {name}"
    return "n", f"the number of rows of {name}" if axis == 0 else f"axis {axis} of {name}"
