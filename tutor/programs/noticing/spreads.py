"""Data that are divided by the square of their spread, or by the spread of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.noticing.elsewhere import read_elsewhere
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import Makers, ScalingStep, makers_of, operator_of, step_of
from tutor.programs.noticing.rows.following import followed
from tutor.programs.recorded import Event, Recorded

MOST_RUNS = 4
"""How often one place is looked at."""
_VARIANCE = re.compile(r"var|sq|2$|^v$", re.I)
_MIDDLES = ("mean", "average", "median", "min", "amin")
_SPREADS = ("std", "ptp", "max", "amax", "min", "amin", "var")
_WORDS = "lat|lon|lng|row|col|east|north|width|height|xs|ys|zs"
_COORDINATE = re.compile(rf"\W|^\w{{1,2}}$|^(?:{_WORDS})\w*$", re.I)
"""What may lie in one plane with another, and keeps its proportion to it by one range for both."""


def variance_for_spread(recorded: Recorded) -> Iterator[Noticed]:
    """(X - mu) / X.var(axis=0): divided by the square of the spread."""
    makers, kept = makers_of(recorded), _kept(recorded)
    runs: Counter[int] = Counter()
    for event in recorded.operations if recorded.start == 0 else ():
        if operator_of(event) != "Div" or runs[id(event.place)] >= MOST_RUNS:
            continue
        runs[id(event.place)] += 1
        step = step_of(event)
        if step is None or id(event.value) not in kept:
            continue
        if _is_variance(step) and not followed(recorded).of(event).through:
            said = (
                f"The data are divided by their variance, the square of the spread, in "
                f"{event.place.text}: take its root, as np.std does."
            )
            yield Noticed(_called_a_spread(step, makers), "divided by the variance", said)


def _kept(recorded: Recorded) -> set[int]:
    """The values that are handed on by a name, and are no mere parts of a longer formula."""
    return {id(each.value) for each in recorded.events if each.place.kind == "read"}


def _is_variance(step: ScalingStep) -> bool:
    """Whether centred data are divided by their variance, and that is not their spread."""
    table = step.table.value.array
    if table.ndim != 2 or step.table.value.cut or max(table.shape) < 3:
        return False
    for axis in (0, 1):
        spread = table.std(axis=axis, keepdims=True)
        is_centred = np.abs(table.mean(axis=axis)).max() < 1e-6 * max(1.0, float(spread.max()))
        by = step.by.reshape((1,) * (2 - step.by.ndim) + step.by.shape)
        if not is_centred or by.shape != spread.shape or not (np.abs(spread - 1) > 0.05).any():
            continue
        n = table.shape[axis]
        for variance in (spread**2, spread**2 * n / (n - 1)) if n > 1 else ():
            if np.allclose(by, variance, rtol=1e-6, atol=1e-5):
                return True
    return False


def _called_a_spread(step: ScalingStep, makers: Makers) -> Event:
    """The line that takes the variance where its name says that it is the spread."""
    made = makers.of(step.operand) if step.operand is not None else step.event
    name = (made.name or "").rpartition(".")[2]
    return made if name and not _VARIANCE.search(name) else step.event


def spread_of_another(recorded: Recorded) -> Iterator[Noticed]:
    """(age - age.min()) / (income.max() - income.min()): scaled with the range of another."""
    makers = makers_of(recorded)
    for event in recorded.operations if recorded.start == 0 else ():
        if operator_of(event) != "Div" or len(event.operands) != 2:
            continue
        taken = makers.of(event.operands[0])
        if operator_of(taken) != "Sub" or len(taken.operands) != 2 or not _is_column(taken):
            continue
        column = taken.operands[0]
        middles = _measured(taken.operands[1], makers, _MIDDLES)
        spreads = _measured(event.operands[1], makers, _SPREADS)
        if not middles or not spreads or not all(_is_same(each, column) for each in middles):
            continue
        others = [each.operands[0] for each in spreads]
        if not all(_is_another(each, column) for each in others):
            continue
        at_once = all(each.line == event.line for each in spreads)
        if _lies_idle(column, recorded) or (at_once and not _may_be_a_plane(column, spreads)):
            said = f"{column.place.text} is divided by the spread of {others[0].place.text}."
            yield Noticed(event, "spread of another", f"{said} Take its own.")


def _is_column(event: Event) -> bool:
    array = event.value.array
    return event.value.is_array and array.size == max(array.shape, default=0) > 2


def _measured(event: Event, makers: Makers, names: tuple[str, ...]) -> list[Event]:
    """The calls that take the mean or the spread of columns, from which a number was made."""
    made = makers.of(event)
    every = [made, *makers.behind(made, 2)]
    return [each for each in every if called(each.place.text) in names and each.operands]


def _is_same(measure: Event, column: Event) -> bool:
    return np.array_equal(measure.operands[0].value.array, column.value.array)


def _is_another(other: Event, column: Event) -> bool:
    """Whether it is a column of the same examples, with other numbers."""
    one, two = other.value, column.value
    return one.shape == two.shape and not np.array_equal(one.array, two.array)


def _lies_idle(column: Event, recorded: Recorded) -> bool:
    """Whether the spread of a column is taken and then nowhere looked at."""
    taken = (
        each.name
        for each in recorded.operations
        if each.name and called(each.place.text) in _SPREADS and each.operands
        if _is_same(each, column)
    )
    return any(not read_elsewhere(recorded.program.code, name, set()) for name in taken)


def _may_be_a_plane(column: Event, spreads: list[Event]) -> bool:
    """Whether two coordinates may be scaled by one range to keep their proportion."""
    names = (column.place.text, spreads[0].operands[0].place.text)
    is_range = called(spreads[0].place.text) not in ("std", "var")
    return is_range and any(_COORDINATE.search(name) for name in names)
