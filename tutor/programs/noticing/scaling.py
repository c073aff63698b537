"""Data that are brought to one scale by what is no scale of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from tutor.programs.expressions import called, sign
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import operator_of
from tutor.programs.recorded import Event, Recorded

_MIDDLES = ("mean", "average", "median", "min", "amin", "nanmean")
_SPREADS = ("std", "var", "ptp", "max", "amax", "nanstd")
_DEEP = 4


def scaled_astray(recorded: Recorded) -> Iterator[Noticed]:
    """X - mu / sd, a mean and a spread along different axes, and two features that become 1, -1."""
    makers = first_makers(recorded)
    for event in recorded.operations:
        if len(event.operands) != 2 or event.value.array.ndim != 2:
            continue
        if operator_of(event) == "Sub":
            yield from _without_brackets(event, makers)
        elif operator_of(event) == "Div":
            yield from _along_other_axes(event, makers)


def _without_brackets(event: Event, makers: Mapping[int, Event]) -> Iterator[Noticed]:
    """A mean that is divided by the spread before it is subtracted."""
    taken = event.operands[1]
    if not taken.is_operation or operator_of(taken) != "Div" or len(taken.operands) != 2:
        return
    middle, spread = (_statistic(each, makers) for each in taken.operands)
    if middle is None or spread is None:
        return
    if called(middle.place.text) in _MIDDLES and called(spread.place.text) in _SPREADS:
        text = event.place.text
        said = f"Only the mean is divided by the spread in {text}: brackets are missing."
        yield Noticed(event, "missing brackets", said)


def _along_other_axes(event: Event, makers: Mapping[int, Event]) -> Iterator[Noticed]:
    """A middle and a spread of one table that are taken along different axes, or of two numbers."""
    made = _made(event.operands[0], makers)
    if operator_of(made) != "Sub" or len(made.operands) != 2:
        return
    table = made.operands[0].value.array
    middle = _statistic(made.operands[1], makers, _MIDDLES)
    spread = _statistic(event.operands[1], makers, _SPREADS)
    if middle is None or spread is None or table.ndim != 2 or table.shape[0] == table.shape[1]:
        return
    axes = [_axis(each, table.shape) for each in (middle, spread)]
    short = int(table.shape[1] < table.shape[0])
    if None in axes:
        return
    if axes[0] != axes[1]:
        wrong = middle if axes[0] == short else spread
        said = (
            f"{middle.place.text} is taken along axis {axes[0]}, {spread.place.text} along axis "
            f"{axes[1]}: take both over the examples, a number for each feature."
        )
        yield Noticed(wrong, "scaled along another axis", said)
    elif axes[0] == short and table.shape[short] == 2 and _is_signs(event):
        said = (
            f"{spread.place.text} is taken over the two features of each example: all become 1 or "
            "-1. Take it over the examples."
        )
        yield Noticed(spread, "scaled along another axis", said)


def _statistic(
    event: Event, makers: Mapping[int, Event], names: tuple[str, ...] = (*_MIDDLES, *_SPREADS)
) -> Event | None:
    """Return the mean or spread that a number for each row or column is, but for a small number."""
    for _ in range(_DEEP):
        event = _made(event, makers)
        if called(event.place.text) in names and event.operands:
            return event if event.operands[0].value.array.ndim == 2 else None
        arrays = [each for each in event.operands if each.value.array.ndim]
        is_padded = sign(event.place.text) == "Add" or called(event.place.text) == "maximum"
        if not is_padded or len(arrays) != 1:
            return None
        event = arrays[0]
    return None


def _made(event: Event, makers: Mapping[int, Event]) -> Event:
    return event if event.is_operation else makers.get(id(event.value), event)


def _axis(statistic: Event, shape: tuple[int, ...]) -> int | None:
    """Along which axis of a table of this shape it was taken; None for all, or another table."""
    if statistic.operands[0].value.array.shape != shape:
        return None
    size = statistic.value.array.size
    return 1 - shape.index(size) if size in shape and size > 1 else None


def _is_signs(event: Event) -> bool:
    array = np.abs(event.value.array)
    return bool((np.isclose(array, 1, atol=1e-3) | np.isclose(array, 0, atol=1e-3)).all())
