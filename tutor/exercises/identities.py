"""Finds what was done to the right numbers: cut, rounded, overflowed, put through a function.

Each rule returns a sentence as those of `layouts` do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from tutor.exercises.pairs import ENOUGH, Array, CasePair, Pairs, equal, holds

_OVERFLOW = 700.0  # e^710 is too large for a float


def cut_to_whole(pairs: Pairs) -> str | None:
    """Fractions were lost in an array of whole numbers."""
    wrong = [pair for pair in pairs if not pair.is_right]
    if any(pair.have.dtype.kind not in "iu" or not pair.have.ndim for pair in wrong):
        return None
    for made in (np.trunc, np.floor, np.rint):
        if all(pair.equals(made(pair.due)) for pair in wrong):
            return (
                "{it} {is} cut to whole numbers. An array of whole numbers keeps no fractions, "
                "and `//` gives none: make it of floats."
            )
    return None


def rounded(pairs: Pairs) -> str | None:
    for digits in range(6):
        if holds(pairs, _of_due(partial(np.round, decimals=digits))):
            return f"{{it}} {{is}} rounded to {digits} digits after the point; keep them all."
    return None


def left_out(pairs: Pairs) -> str | None:
    """Some places are still 0, as an array of zeros begins."""
    count = 0
    for pair in pairs:
        if pair.have.shape != pair.due.shape or not pair.have.ndim:
            return None
        filled = pair.have != 0
        if filled.all() and not pair.is_right:
            return None
        if not equal(pair.have[filled], pair.due[filled], pair.tolerance):
            return None
        count += int(np.count_nonzero(pair.due[~filled]))
    if count < ENOUGH or not any(np.any(pair.have) for pair in pairs if not pair.is_right):
        return None
    return "{it} {is} 0 in places where another number is asked, and right elsewhere."


def not_finite(pairs: Pairs) -> str | None:
    """Only nan or inf is wrong."""
    wrong = [pair for pair in pairs if not pair.is_right]
    for pair in wrong:
        if pair.have.shape != pair.due.shape or not np.isfinite(pair.due).all():
            return None
        finite = np.isfinite(pair.have)
        if finite.all() or not equal(pair.have[finite], pair.due[finite], pair.tolerance):
            return None
    what = "nan" if any(np.isnan(pair.have).any() for pair in wrong) else "inf"
    right = [pair for pair in pairs if pair.is_right]
    if all(_largest(pair) > _OVERFLOW for pair in wrong) and all(
        _largest(pair) <= _OVERFLOW for pair in right
    ):
        return (
            f"{{it}} {{is}} {what} where an input is as large as {_largest(wrong[0]):g}, and right "
            "elsewhere. There an exponential is too large for a float, or so small that it is "
            "rounded to 0."
        )
    if warning := _warning(wrong, right):
        return f"{{it}} {{is}} {what} in places, and right elsewhere. {warning}"
    return (
        f"{{it}} {{is}} {what} in places, and right elsewhere. A division by 0, 0 times infinity, "
        "a logarithm of 0, or a root or a logarithm of a number below 0?"
    )


def _warning(wrong: Pairs, right: Pairs) -> str:
    """Return what NumPy warned of first in the wrong cases, and in no right one; "" for nothing."""
    harmless = {warned for pair in right for warned in pair.warned}
    found = (warned for pair in wrong for warned in pair.warned if warned not in harmless)
    first = next(found, None)
    return first.sentence if first else ""


def input_missing(pairs: Pairs) -> str | None:
    """An input is left out, or taken once too often."""
    for name, _ in pairs[0].inputs():
        for made, said in _USES:
            if holds(pairs, _with_input(name, made)):
                return said.replace("{name}", name)
    return None


def step_alone(pairs: Pairs) -> str | None:
    """The slope came, or the step along it, where the input that takes the step is asked.

    Only what is called as an input is that input after a step: from another one, say x, nearly
    anything that is made of it seems to be a step away.
    """
    name = pairs[0].name
    moves = [_move(pair, name) for pair in pairs]
    if any(move is None for move in moves) or sum(filter(None, moves)) < ENOUGH:
        return None
    return (
        "{it} {is} the slope, or the step along it, and not what it leads to: take the step from "
        f"{name}, and give that back."
    )


def _move(pair: CasePair, name: str) -> int | None:
    """Return how many numbers bear out that what came leads from an input to what is due."""
    given = dict(pair.inputs()).get(name)
    if given is None or given.shape != pair.due.shape or pair.have.shape != pair.due.shape:
        return None
    step = np.asarray(given - pair.due, dtype=float)
    if not np.any(step):
        return 0 if not np.any(pair.have) else None
    largest = np.unravel_index(int(np.abs(step).argmax()), step.shape)
    if not pair.have[largest]:
        return None
    rate = float(step[largest]) / float(pair.have[largest])
    with np.errstate(all="ignore"):
        if not equal(pair.have * rate, step, pair.tolerance):
            return None
    return int(step.size) if step.size > 1 else 0  # one number is a multiple of any other


def simple_function(pairs: Pairs) -> str | None:
    """The right numbers went through one function more, or one less."""
    for made, said in _FUNCTIONS:
        if holds(pairs, _of_due(made)):
            return said
    return None


_USES: tuple[tuple[Callable[[Array, Array], Any], str], ...] = (
    (lambda due, given: due - given, "{it} {is} right but for {name}, which is not added."),
    (lambda due, given: due + given, "{it} {is} too large by just {name}."),
    (lambda due, given: due * given, "{it} {is} multiplied by {name} once too often."),
    (lambda due, given: due / given, "{it} {is} right but for the factor {name}."),
)


_FUNCTIONS: tuple[tuple[Callable[[Array], Any], str], ...] = (
    (lambda due: 1 - due, "{it} {is} exactly 1 minus what is asked."),
    (
        np.square,
        "{it} {is} exactly the square of what is asked: is a square too much, or a root missing?",
    ),
    (np.sqrt, "{it} {is} exactly the root of what is asked."),
    (np.reciprocal, "{it} {is} 1 divided by what is asked."),
    (np.abs, "{it} {is} right but for the sign of what is below 0."),
    (np.exp, "{it} {is} e to the power of what is asked: where is the logarithm?"),
    (np.log, "{it} {is} the logarithm of what is asked."),
    (lambda due: np.maximum(due, 0), "{it} {is} right above 0, and 0 where less is asked."),
    (lambda due: due[::-1] if due.ndim else None, "{it} {is} right but in reverse order."),
    (lambda due: due[:, ::-1] if due.ndim > 1 else None, "The columns of {it} are in reverse."),
)


def _of_due(made: Callable[[Array], Any]) -> Callable[[CasePair], Any]:
    return lambda pair: made(pair.due)


def _largest(pair: CasePair) -> float:
    values = [float(np.max(np.abs(array), initial=0.0)) for _, array in pair.inputs()]
    return max(values, default=0.0)


def _with_input(name: str, made: Callable[[Array, Array], Any]) -> Callable[[CasePair], Any]:
    def of(pair: CasePair) -> Any:
        given = dict(pair.inputs()).get(name)
        if given is None or (pair.due.dtype.kind in "iu" and not pair.due.ndim):
            return None  # of a count it tells little that it is off by another
        try:
            return made(pair.due, given)
        except ValueError:  # the shapes do not fit
            return None

    return of
