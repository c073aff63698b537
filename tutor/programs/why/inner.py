"""What is computed within an operation, by a comprehension or a lambda, and what it makes of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.recorded import Event, Recorded
from tutor.programs.spots import Spot

Cell = tuple[int, ...]


def inner_operations(recorded: Recorded, event: Event) -> list[Event]:
    """Return what was computed last within the text of another operation, each time it was."""
    found: list[Event] = []
    nodes = recorded.within(event.node)
    operations = (e for e in reversed(recorded.operations) if e.number < event.number)
    for each in operations:
        if each.place is event.place:  # the same, the time before
            break
        is_within = each.node == event.node and _is_within(each.place, event.place)
        if not is_within and each.node not in nodes - {event.node}:
            break
        if is_within:
            found.insert(0, each)
    return [each for each in found if each.place is found[-1].place]


def summed_up(event: Event, inner: list[Event]) -> list[tuple[Event, Cell]]:
    """Return numbers that were computed within a sum or a max, and make it; none if they do not."""
    numbers = [float(each.value.array) for each in inner if not each.value.array.ndim]
    ways: dict[str, Callable[[list[float]], float]] = {
        "sum": sum,
        "max": max,
        "min": min,
        "any": any,
        "all": all,
    }
    way = ways.get(called(event.place.text))
    if way is None or event.value.array.ndim or not len(numbers) == len(inner) > 0:
        return []
    if not np.isclose(float(way(numbers)), float(event.value.array), equal_nan=True):
        return []
    return [(each, ()) for each in inner]


def put_together(event: Event, inner: list[Event], cell: Cell) -> list[tuple[Event, Cell]]:
    """Return the part of an array, computed within it, that a cell lies in; none if there is no."""
    whole = event.value.array
    if not inner or any(each.value.array.shape != inner[0].value.array.shape for each in inner):
        return []
    shape = inner[0].value.array.shape
    ahead = whole.shape[: whole.ndim - len(shape)]
    if whole.shape[len(ahead) :] != shape or np.prod(ahead) != len(inner):
        return []
    number = int(np.ravel_multi_index(cell[: len(ahead)], ahead)) if ahead else 0
    part, place = inner[number], cell[len(ahead) :]
    same = np.array_equal(part.value.array[place], whole[cell], equal_nan=True)
    return [(part, place)] if same else []


def _is_within(one: Spot, other: Spot) -> bool:
    begins = (other.line, other.column) <= (one.line, one.column)
    return begins and (one.end_line, one.end_column) <= (other.end_line, other.end_column)
