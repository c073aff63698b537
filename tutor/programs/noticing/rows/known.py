"""What is known of the rows of a run's arrays, for all that follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.programs.noticing.rows.origins import Axis, Links, Origin, Rows, Traced
from tutor.programs.recorded import Event
from tutor.programs.values import Value


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """Where what a network gives meets, row by row, what it has no part in."""

    event: Event
    given: Axis
    targets: Axis


class KnownRows:
    """The axes of the arrays of a run, as far as they were followed."""

    def __init__(self) -> None:
        self.links = Links()
        self.meetings: list[Meeting] = []
        self._traced: dict[int, Traced] = {}

    def of(self, event: Event) -> Traced:
        """Return the axes of an event's value; of one that is not known each begins with it."""
        found = self._traced.get(id(event.value))
        if found is None:
            found = self.fresh(event)
            self.keep(event.value, found)
        return found

    def known(self, value: Value) -> Traced | None:
        """Return the axes of a value, None where it was not followed."""
        return self._traced.get(id(value))

    def keep(self, value: Value, traced: Traced) -> None:
        """Note the axes of a value."""
        self._traced[id(value)] = traced

    def fresh(self, event: Event, through: bool = False) -> Traced:
        """Return axes that begin with an event's value."""
        shape = event.value.array.shape
        axes = (self.begun(event, axis) if n > 1 else () for axis, n in enumerate(shape))
        return Traced(tuple(axes), through)

    def begun(self, event: Event, axis: int) -> Axis:
        """Return an axis that begins with an event's value."""
        root = self.links.fresh(event.number)
        return (Origin(root, event.value.array.shape[axis], base=event.value, axis=axis),)

    def settled(self, event: Event) -> Traced:
        """Return the axes of what is computed of an event's value from here on."""
        traced = self.of(event)
        if traced.through:
            return traced
        axes = (
            tuple(origin.settled(event.value, at) for origin in axis)
            for at, axis in enumerate(traced.axes)
        )
        return Traced(tuple(axes))

    def chosen(self, event: Event, table: Event, rows: Sequence[Rows | None]) -> Traced:
        """Return the axes of a table that an operation leaves in their order or chooses from."""
        traced = self.of(table)
        axes = (
            axis if numbers is None else self.taken(event, table, at, numbers)
            for at, (axis, numbers) in enumerate(zip(traced.axes, rows, strict=True))
        )
        return Traced(tuple(axes), traced.through)

    def taken(self, event: Event, table: Event, at: int, rows: Rows) -> Axis:
        """Return one axis of a table with these of its rows."""
        return tuple(o.chosen(rows, table.value, at, event) for o in self.of(table).axes[at])


def is_followed(value: Value) -> bool:
    """Whether it is an array that was kept whole."""
    return 0 < value.array.ndim < 4 and value.is_array and not value.cut


def arrays(event: Event) -> list[Event]:
    """Return the operands that are arrays."""
    return [each for each in event.operands if is_followed(each.value)]
