"""Predictions that are held against targets in other units than those they were learned in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import parsed, respelled, sign
from tutor.programs.noticing.gathered import gathered_at, gathered_differences
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import named_part
from tutor.programs.program import Program
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

KIND = "other units"
_TARGETS = re.compile(r"(?:^|_|\.)(?:y|ys|t|targets?|labels?|prices?)(?:_|$|\d)", re.IGNORECASE)
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

    @property
    def learned(self) -> str:
        return f"({self.targets} - {self.middle}) / {self.spread}"

    @property
    def undone(self) -> str:
        return f"write (…) * {self.spread} + {self.middle}."


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """Targets by their name, and predictions that are held against them."""

    name: str
    R: Table
    P: Table

    @property
    def fitted(self) -> Table:
        """The predictions, brought to the middle and the spread of the targets."""
        scaled: Table = (self.P - self.P.mean(axis=0)) / self.P.std(axis=0)
        found: Table = scaled * self.R.std(axis=0) + self.R.mean(axis=0)
        return found


def predictions_in_other_units(recorded: Recorded) -> Iterator[Noticed]:
    """What was learned from (y - mean) / spread is held against y, or y without its mean."""
    scalings = [e for e in _scalings(recorded.program.code) if _is_scaled(e, recorded)]
    every = [*recorded.operations, *gathered_differences(recorded)] if scalings else []
    for event in every:
        if sign(event.place.text) != "Sub" or len(event.operands) != 2:
            continue
        for targets, given in (event.operands, event.operands[::-1]):
            own = (each for each in scalings if _is_of(targets.place.text, each))
            scaling = next(own, None)
            if scaling is None:
                continue
            held = _held(targets, given)
            said = _said(held, scaling, given.place.text) if held else ""
            if held and (said or _is_nearer(held.R, held.fitted, held.P)):
                made = _made(given, event, recorded)
                said = said or _said_by_text(held, scaling, made.line, recorded.program)
                if said:
                    yield Noticed(made, KIND, said)
                    return


@lru_cache(maxsize=16)
def _scalings(code: str) -> Sequence[_Scaling]:
    tree = tree_of(code)
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(
                left=ast.BinOp(
                    left=ast.Name() | ast.Attribute() as targets, op=ast.Sub(), right=middle
                ),
                op=ast.Div(),
                right=spread,
            ):
                found.append(
                    _Scaling(ast.unparse(targets), ast.unparse(middle), ast.unparse(spread))
                )
    return found


def _is_scaled(scaling: _Scaling, recorded: Recorded) -> bool:
    """Whether one number of many targets was taken from them all: (y - t) / 50 is an error."""
    gap = f"{scaling.targets} - {scaling.middle}"
    for event in recorded.operations:
        if respelled(event.place.text) == gap and len(event.operands) == 2:
            targets, middle = (each.value.array for each in event.operands)
            return bool(middle.size * _FEWEST <= targets.size)
    return True


def _is_of(name: str, scaling: _Scaling) -> bool:
    """Whether a name is that of targets that were scaled, or of their other part."""
    if _TARGETS.search(name) and _TARGETS.search(scaling.targets):
        return True
    one, other = named_part(name), named_part(scaling.targets)
    return one is not None and other is not None and bool(one.rest) and one.rest == other.rest


def _held(targets: Event, given: Event) -> _Held | None:
    """Return both as tables, where they go up and down together."""
    R, P = (_table(each) for each in (targets, given))
    if R is None or P is None or R.shape != P.shape or len(R) < _FEWEST:
        return None
    is_varied = R.std(axis=0).all() and P.std(axis=0).all()
    return _Held(targets.place.text, R, P) if is_varied and _are_alike(R, P) else None


def _said(held: _Held, scaling: _Scaling, name: str) -> str:
    """What is to be said where the numbers alone tell what was not undone, "" where they do not."""
    R, P = held.R, held.P
    spread, middle = (R.std(axis=0), P.std(axis=0)), (R.mean(axis=0), P.mean(axis=0))
    learned = scaling.learned
    if _is_nearer(R, P * spread[0] + middle[0], P) and _is_near_one(spread[1]):
        return (
            f"{name} is in the units of {learned}, {held.name} is not: multiply by "
            f"{scaling.spread} and add {scaling.middle} first."
        )
    if not (_is_near_one(spread[1] / spread[0]) and _is_nearer(R, P - middle[1] + middle[0], P)):
        return ""
    if _are_near(middle[1], middle[0] * spread[0]):
        return f"{scaling.middle} is multiplied by {scaling.spread} here, too: {scaling.undone}"
    if _are_near(middle[1], -middle[0]):
        return f"{scaling.middle} was taken away in {learned}, and is to be added: {scaling.undone}"
    return (
        f"{scaling.middle} was taken away in {learned}, and is not added again to {name}, "
        f"which is held against {held.name}."
    )


def _said_by_text(held: _Held, scaling: _Scaling, line: int, program: Program) -> str:
    """What has not learned much yet goes up and down too little as well: the text decides."""
    written, learned = program.lines[line - 1], scaling.learned
    by = re.escape(scaling.spread)
    is_never = not re.search(rf"\* *{by}|{by} *\*", program.code)
    if is_never and _is_near_one(held.P.std(axis=0)) and not _is_near_one(held.R.std(axis=0)):
        return f"Outputs of {learned} are not multiplied by {scaling.spread} here: {scaling.undone}"
    if f"/ {scaling.spread}" in written and _are_near(held.P.mean(axis=0), held.R.mean(axis=0)):
        return f"{learned} divided by {scaling.spread}, so this has to multiply: {scaling.undone}"
    ratio = held.P.std(axis=0) / np.abs(held.R.mean(axis=0))
    if f"* {scaling.middle}" in written and _is_near_one(ratio):
        return f"Outputs of {learned} are multiplied by the mean here: {scaling.undone}"
    return ""


def _are_near(one: Table, other: Table) -> bool:
    return bool((np.abs(one - other) <= 0.3 * np.abs(other)).all())


def _table(event: Event) -> Table | None:
    value = event.value
    if not value.is_array or value.cut or not 0 < value.array.ndim < 3:
        return None
    array = np.asarray(value.array, dtype=float)
    table = array.reshape(len(array), -1)
    is_turned = len(table) < _FEWEST <= table.shape[1]  # some targets for each of the columns
    return (table.T if is_turned else table) if np.isfinite(array).all() else None


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
    made = same[-1] if same else gathered_at(recorded, given) or gap
    match parsed(made.place.text):
        case ast.Call(args=[ast.Name(id=listed)]):  # np.array(guesses)
            added = [e for e in recorded.operations if e.number < made.number]
            into = f"{listed}.append("
            lines = recorded.program.lines
            return next((e for e in reversed(added) if into in lines[e.line - 1]), made)
    return made
