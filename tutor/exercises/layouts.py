"""Finds the right numbers laid out in another way: transposed, stretched, summed over another axis.

Each rule returns a sentence in which {it} stands for the results' names and {is} for is or are, or
None where it does not explain every case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tutor.exercises.pairs import ENOUGH, Array, CasePair, Pairs, equal, holds


def transposed(pairs: Pairs) -> str | None:
    if holds(pairs, lambda pair: pair.due.T):
        return "{it} {is} right but transposed: rows stand where columns are asked."
    return None


def other_shape(pairs: Pairs) -> str | None:
    """The numbers are right and their shape is not."""
    wrong = [pair for pair in pairs if pair.have.shape != pair.due.shape]
    if not wrong or not all(_same_numbers(pair) for pair in pairs):
        return None
    have, due = wrong[0].have.shape, wrong[0].due.shape
    asked = f"{due} is asked" if due else "a single number is asked"
    cure = ": `keepdims=True` in the sum, or a reshape, keeps both dimensions"
    lost = 0 < len(have) < len(due)
    return f"The numbers of {{it}} are right, but the shape is {have}; {asked}{cure * lost}."


def stretched(pairs: Pairs) -> str | None:
    """A row met a column."""
    wrong = [pair for pair in pairs if pair.have.shape != pair.due.shape]
    if not wrong or any(not pair.is_right for pair in pairs if pair not in wrong):
        return None
    for pair in wrong:
        size = pair.due.size
        if pair.have.shape != (size, size) or size == 1 or size not in pair.due.shape:
            return None
    have, due = wrong[0].have.shape, wrong[0].due.shape
    return (
        f"{{it}} came out as {have} where {due} is asked: a row met a column. Either NumPy "
        "stretched both to a table, or the factors of a product stand the wrong way round."
    )


def summed_up(pairs: Pairs) -> str | None:
    """One number stands where there should be several."""
    for made, word in ((np.sum, "sum"), (np.mean, "mean")):
        if any(pair.due.size > 1 for pair in pairs) and _scalars(pairs, made):
            return (
                f"{{it}} {{is}} a single number, the {word} over all of them: add along one axis "
                "only."
            )
    return None


def not_gathered(pairs: Pairs) -> str | None:
    """Several numbers came where their sum or their mean is asked."""
    if any(pair.due.size != 1 or not pair.have.size for pair in pairs):
        return None
    for made, word in ((np.mean, "mean"), (np.sum, "sum")):
        gathered = all(
            equal(np.reshape(made(pair.have), 1), pair.due.reshape(1), pair.tolerance)
            for pair in pairs
        )
        if gathered and max(pair.have.size for pair in pairs) > 1:
            return f"{{it}} {{is}} several numbers, and their {word} is asked: it is not taken yet."
    return None


def wrong_axis(pairs: Pairs) -> str | None:
    """A sum or mean of an input, along another axis than is asked."""
    for name, _ in pairs[0].inputs():
        for asked, taken in ((1, 0), (0, 1)):
            if _along(pairs, name, asked, taken):
                return (
                    f"{{it}} {{is}} {name} added along axis {taken}; axis {asked} is asked. "
                    "Axis 0 runs down the rows, axis 1 across the columns."
                )
    return None


def normalised_across(pairs: Pairs) -> str | None:
    """What should add up to 1 down each column does so along each row, or the other way round."""
    if any(pair.due.ndim != 2 or pair.have.shape != pair.due.shape for pair in pairs):
        return None
    for asked, taken, whole, part in ((0, 1, "column", "row"), (1, 0, "row", "column")):
        told = [pair for pair in pairs if min(pair.due.shape) > 1 and not pair.is_right]
        adds_up = all(_is_one(pair.due.sum(axis=asked)) for pair in pairs)
        if told and adds_up and all(_is_one(pair.have.sum(axis=taken)) for pair in pairs):
            return (
                f"Each {part} of {{it}} adds up to 1; each {whole} should. Look at the axis of "
                "the sum."
            )
    columns = all(_is_one(pair.due.sum(axis=0)) for pair in pairs)
    several = any(pair.due.shape[1] > 1 for pair in pairs)
    if columns and several and all(_is_one(pair.have.sum()) for pair in pairs):
        return "All of {it} adds up to 1; each column should. Look at the axis of the sum."
    return None


def _same_numbers(pair: CasePair) -> bool:
    return equal(pair.have.ravel(), pair.due.ravel(), pair.tolerance)


def _scalars(pairs: Pairs, made: Callable[[Array], Any]) -> bool:
    """Say whether each result is one number, made of all that are due."""
    return all(
        pair.have.size == 1 and equal(pair.have.ravel(), made(pair.due).reshape(1), pair.tolerance)
        for pair in pairs
    )


def _along(pairs: Pairs, name: str, asked: int, taken: int) -> bool:
    """Say whether all that is due is an input added along one axis, and what came another."""
    told = 0
    for pair in pairs:
        given = dict(pair.inputs()).get(name)
        if given is None or given.ndim != 2:
            return False
        for array, axis in ((pair.due, asked), (pair.have, taken)):
            if not _proportional(pair, array.ravel(), given.sum(axis=axis), given.shape):
                return False
        told += 0 if pair.is_right else pair.have.size
    return told >= ENOUGH


def _proportional(pair: CasePair, array: Array, total: Array, sizes: tuple[int, ...]) -> bool:
    """Say whether an array is a total, or a mean, or one of them with the other sign."""
    scales = (1.0, *(1 / size for size in sizes if size))
    return any(
        equal(array, total * scale * sign, pair.tolerance) for scale in scales for sign in (1, -1)
    )


def _is_one(total: Any) -> bool:
    return bool(np.allclose(total, 1.0, atol=1e-6))
