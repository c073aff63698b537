"""Predictions that are held against targets in other units than those they were learned in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import sign
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "other units"
_TARGETS = re.compile(r"(?:^|_)(?:y|ys|t|targets?|labels?|prices?)(?:_|$|\d)", re.IGNORECASE)
_FEWEST = 8
_ALIKE = 0.8
"""How well predictions go up and down with what they are held against, if it is learned at all."""
_NEARER = 0.25
"""How much of the error is left at most once they are in the same units."""
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Scaling:
    """How a text scales targets: (targets - middle) / spread."""

    targets: str
    middle: str
    spread: str


def predictions_in_other_units(recorded: Recorded) -> Iterator[Noticed]:
    """What was learned from (y - mean) / spread is held against y, or y without its mean."""
    scaling = _scaling(recorded.program.code)
    for event in recorded.operations if scaling else ():
        if scaling is None or sign(event.place.text) != "Sub" or len(event.operands) != 2:
            continue
        for targets, given in (event.operands, event.operands[::-1]):
            said = _said(targets, given, scaling) if _TARGETS.search(targets.place.text) else ""
            if said:
                yield Noticed(_made(given, event, recorded), KIND, said)
                return


@lru_cache(maxsize=16)
def _scaling(code: str) -> _Scaling | None:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(
                left=ast.BinOp(left=ast.Name(id=targets), op=ast.Sub(), right=middle),
                op=ast.Div(),
                right=spread,
            ) if _TARGETS.search(targets):
                return _Scaling(targets, ast.unparse(middle), ast.unparse(spread))
    return None


def _said(targets: Event, given: Event, scaling: _Scaling) -> str:
    """What is to be said where the numbers alone tell what was not undone, "" where they do not."""
    R, P = (_table(each) for each in (targets, given))
    if R is None or P is None or R.shape != P.shape or len(R) < _FEWEST:
        return ""
    spreads = R.std(axis=0), P.std(axis=0)
    if not (spreads[0].all() and spreads[1].all()) or not _are_alike(R, P):
        return ""
    learned = f"({scaling.targets} - {scaling.middle}) / {scaling.spread}"
    name = given.place.text
    if _is_nearer(R, P * spreads[0] + R.mean(axis=0), P) and _is_near_one(spreads[1]):
        return (
            f"{name} is in the units of {learned}, {targets.place.text} is not: multiply by "
            f"{scaling.spread} and add {scaling.middle} first."
        )
    if _is_near_one(spreads[1] / spreads[0]) and _is_nearer(R, P - P.mean(0) + R.mean(0), P):
        return (
            f"{scaling.middle} was taken away in {learned}, and is not added again to {name}, "
            f"which is held against {targets.place.text}."
        )
    return ""


def _table(event: Event) -> Table | None:
    value = event.value
    if not value.is_array or value.cut or not 0 < value.array.ndim < 3:
        return None
    array = np.asarray(value.array, dtype=float)
    return array.reshape(len(array), -1) if np.isfinite(array).all() else None


def _are_alike(R: Table, P: Table) -> bool:
    """Whether each column of the one goes up and down with that of the other."""
    scaled = [(each - each.mean(axis=0)) / each.std(axis=0) for each in (R, P)]
    return bool(((scaled[0] * scaled[1]).mean(axis=0) > _ALIKE).all())


def _is_near_one(ratios: Table) -> bool:
    return bool(((ratios > 0.5) & (ratios < 2)).all())


def _is_nearer(R: Table, brought: Table, given: Table) -> bool:
    """Whether predictions that are brought to the units are much nearer, in each column."""
    errors = [np.sqrt(((R - each) ** 2).mean(axis=0)) for each in (brought, given)]
    return bool((errors[0] < _NEARER * errors[1]).all())


def _made(given: Event, gap: Event, recorded: Recorded) -> Event:
    """The operation, or the name, by which the predictions were handed on last."""
    same = [e for e in recorded.operations if e.value is given.value and e.number <= gap.number]
    return same[-1] if same else gap
