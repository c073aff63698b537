"""One mean and one spread for all features of a table, though they are in quite different units."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import Makers, makers_of, operator_of
from tutor.programs.recorded import Event, Recorded

KIND = "one scale for all"
_MIDDLES, _SPREADS = ("mean", "average", "median"), ("std",)
_FEWEST, _MOST_FEATURES = 20, 40
_SMALLEST_PICTURE = 16
_UNLIKE = 10
"""How many times the spread of one feature that of another is, whose numbers are others."""
_MOST_OF = (0.05, 0.95)
"""Between which shares of its numbers a feature is looked at: a few lie anywhere."""
Table = NDArray[np.float64]


def scaled_as_one(recorded: Recorded) -> Iterator[Noticed]:
    """mu, sd = X.mean(), X.std() of a table of ages and incomes, and (X - mu) / sd."""
    makers = makers_of(recorded)
    told: set[int] = set()
    for event in recorded.operations:
        if operator_of(event) != "Div" or event.value.array.ndim != 2 or id(event.place) in told:
            continue
        told.add(id(event.place))
        gap = makers.of(event.operands[0])
        if operator_of(gap) != "Sub" or len(gap.operands) != 2 or len(event.operands) != 2:
            continue
        middle = _of_all(gap.operands[1], _MIDDLES, makers)
        spread = _of_all(event.operands[1], _SPREADS, makers)
        if middle is None or spread is None or not _is_same_table(middle, spread):
            continue
        table = middle.operands[0].value.array
        pair = _unlike_features(np.asarray(table, dtype=float))
        if pair is not None:
            axis = int(table.shape[1] > table.shape[0])
            said = (
                f"This is one number for all features, and they are of quite different sizes: "
                f"{_range(pair[0])} here, {_range(pair[1])} there. Take one for each, axis={axis}."
            )
            yield Noticed(middle, KIND, said)


def _of_all(event: Event, names: tuple[str, ...], makers: Makers) -> Event | None:
    """The mean or the spread of a whole table, if a number is that."""
    made = makers.of(event)
    if called(made.place.text) not in names or not made.operands or made.value.array.size != 1:
        return None
    value = made.operands[0].value
    return made if value.array.ndim == 2 and not value.cut else None


def _is_same_table(one: Event, other: Event) -> bool:
    tables = one.operands[0].value, other.operands[0].value
    return tables[0] is tables[1] or np.array_equal(tables[0].array, tables[1].array)


def _unlike_features(table: Table) -> tuple[Table, Table] | None:
    """From where to where two features reach that have no numbers in common, one spread far wider.

    Pixels and the points of a curve are in one unit, whatever some of them are.
    """
    features = table.T if table.shape[0] > table.shape[1] else table
    count, examples = features.shape
    is_picture = count >= _SMALLEST_PICTURE and isqrt(count) ** 2 == count
    if not 1 < count <= _MOST_FEATURES or examples < max(_FEWEST, 2 * count) or is_picture:
        return None
    if not np.isfinite(features).all() or _is_curve(features.mean(axis=1)):
        return None
    reach = np.quantile(features, _MOST_OF, axis=1).T
    varied = [n for n, (least, most) in enumerate(reach) if least < most]
    for one in varied:
        for other in varied:
            is_apart = reach[one][1] < reach[other][0] or reach[other][1] < reach[one][0]
            if is_apart and features[one].std() * _UNLIKE < features[other].std():
                return reach[one], reach[other]
    return None


def _is_curve(means: Table) -> bool:
    """Whether they go from one to the next in small steps, as a spectrum does."""
    steps = np.abs(np.diff(means))
    return len(means) > 4 and bool(steps.max() < np.ptp(means) / 2)


def _range(reach: Table) -> str:
    return f"{reach[0]:.3g} to {reach[1]:.3g}"
