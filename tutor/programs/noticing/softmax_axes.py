"""The largest number and the sum of one softmax, taken along two different axes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.programs.expressions import called
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.shapes import wrong_axes
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded


def unlike_axes(recorded: Recorded) -> Iterator[Noticed]:
    """exp(s - s.max(axis=0)) / its sum along axis 1: other probabilities than those of s."""
    if wrong_axes(recorded):
        return  # the sum is it
    makers = first_makers(recorded)
    for event in recorded.operations:
        if operator(event) != "Div" or len(event.operands) != 2 or event.value.array.ndim != 2:
            continue
        raised, whole = (_made(each, makers) for each in event.operands)
        summed = _axis_of(whole, "sum") if called(raised.place.text) == "exp" else None
        shifted = (
            _made(raised.operands[0], makers) if summed is not None and raised.operands else None
        )
        if shifted is None or operator(shifted) != "Sub" or len(shifted.operands) != 2:
            continue
        most = _made(shifted.operands[1], makers)
        axis = _axis_of(most, "max")
        if axis is not None and axis != summed:
            said = (
                f"The largest number is taken along axis {axis}, the sum along axis {summed}: both "
                "are to be of one example."
            )
            yield Noticed(most, "softmax axis", said)


def _made(event: Event, makers: Mapping[int, Event]) -> Event:
    return event if event.is_operation else makers.get(id(event.value), event)


def _axis_of(event: Event, name: str) -> int | None:
    """Along which axis a sum, or a largest number, of a table is taken; None if along none."""
    names = {"sum": ("sum",), "max": ("max", "amax")}[name]
    if called(event.place.text) not in names or not event.operands:
        return None
    taken, left = event.operands[0].value.shape, event.value.shape
    if len(taken) != 2 or min(taken) < 2:
        return None
    rows, columns = taken
    if left in ((1, columns), (columns,)) and (left != (rows,)):
        return 0
    return 1 if left in ((rows, 1), (rows,)) and left != (columns,) else None
