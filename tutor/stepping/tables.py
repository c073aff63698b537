"""The matrices of a step as tables: what it takes, what it gives, and which cells make which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.trace import Cell, Step, Value
from tutor.plots.arrange import beside, least_width, row_width
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.matrix_table import LEAST_CELL, Place, Table, draw_table, least_digits, table_width
from tutor.stepping.conventions import turned_axes, turned_index
from tutor.stepping.focus import axes_of, index_in, is_per_example
from tutor.stepping.view import View

DIGITS = (4, 3, 2, 1)
GAP = 2


def step_tables(view: View, sources: Collection[Cell]) -> list[Table]:
    """Return the operands of the step shown, then its result; `sources` are marked."""
    step, cell = view.shown_step, view.cell
    if step is None or cell is None:
        return []
    operands = [
        value_table(view, name, value, sources)
        for name, value in step.operands.items()
        if np.ndim(value) > 0
    ]
    return [*operands, result_table(view, step, cell)] if step.shape else operands


def result_table(view: View, step: Step, cell: Cell) -> Table:
    """The step's result with the cell looked at; its numbers are withheld while it is guessed."""
    plane = _Plane(view, step.name, step.shape, cell.index)
    title: Row = [Span(step.name, step.phase, bold=True)]
    if view.asking:
        return _withheld(view, title, plane, cell)
    before = view.walk.step_was(view.walk.position - 1)
    changed = None if before is None else plane.cut(np.not_equal(step.value, before))
    table = plane.table(title, step.value)
    return replace(table, cursor=plane.place(cell.index), changed=changed)


def _withheld(view: View, title: Row, plane: _Plane, cell: Cell) -> Table:
    """A table without its numbers, and without its shape where that is what is asked."""
    title = [*title, Span(" ?", "accent", bold=True)]
    if view.quiz is not None and view.quiz.asked == "shape":
        return Table(title, (1, 1), None, [""], [""])
    return replace(plane.table(title, None), cursor=plane.place(cell.index))


def value_table(
    view: View, name: str, value: Value, sources: Collection[Cell], cursor: Cell | None = None
) -> Table:
    """Any value, with those of its cells marked that are among the sources."""
    marked = [cell.index for cell in sources if cell.name == name]
    centre = (
        cursor.index if cursor else min(marked, default=index_in(view.focus, name, np.shape(value)))
    )
    plane = _Plane(view, name, np.shape(value), centre)
    return replace(
        plane.table([Span(name, bold=True)], value),
        marked={place for index in marked if (place := plane.place(index))},
        cursor=plane.place(cursor.index) if cursor else None,
        start=plane.place(centre) or (0, 0),
    )


class _Plane:
    """The two axes of a value that a table can show, the others held at one cell."""

    def __init__(
        self, view: View, name: str, shape: tuple[int, ...], centre: tuple[int, ...]
    ) -> None:
        self._view, self._name, self._full, self._centre = view, name, shape, centre
        self._axes = axes_of(name, len(shape))
        if len(shape) <= 2:
            self._kept = turned_axes(name, len(shape), view.convention)
        else:
            last = len(shape) - (1 if is_per_example(name) else 0)
            self._kept = (last - 2, last - 1)
        sizes = [shape[axis] for axis in self._kept]
        self.shape: Place = (sizes[0], sizes[1]) if len(sizes) == 2 else (sizes[0], 1)

    def table(self, title: Row, value: Value | None) -> Table:
        """The plane as a table; a single column has its shape below its name."""
        labels = self.labels(1)
        full = turned_index(self._name, self._full, self._view.convention)
        shape: Row = [Span(f"({', '.join(map(str, full))})", "muted")]
        beside = any(labels)
        return Table(
            title=[*title, Span(" "), *shape] if beside else title,
            shape=self.shape,
            values=None if value is None else self.cut(value),
            row_labels=self.labels(0),
            column_labels=labels,
            subtitle=self._place_of_plane() if beside else shape,
        )

    def _place_of_plane(self) -> Row:
        """Where the plane lies in an array with more axes."""
        held = [axis for axis in range(len(self._full)) if axis not in self._kept]
        places = [f"{AXIS_WORDS[self._axes[axis]]} {self._centre[axis] + 1}" for axis in held]
        return [Span(", ".join(places), "muted")] if places else []

    def cut(self, value: Value) -> NDArray[Any]:
        """The plane of an array, as it stands on the screen."""
        array = np.asarray(value)
        place = tuple(
            slice(None) if axis in self._kept else self._centre[axis] for axis in range(array.ndim)
        )
        plane: NDArray[Any] = array[place]
        return plane.T if self._kept[0] > self._kept[-1] else plane

    def place(self, index: tuple[int, ...]) -> Place | None:
        """Where a cell stands in the table; None if it lies in another plane."""
        held = [axis for axis in range(len(index)) if axis not in self._kept]
        if any(index[axis] != self._centre[axis] for axis in held):
            return None
        row, column = (index[axis] for axis in self._kept)
        return row, column

    def labels(self, side: int) -> list[str]:
        axis = self._kept[side]
        form = "({})" if self._axes[axis] == "example" else "{}"
        if self._axes[axis] == "single":
            return [""]
        return [form.format(n + 1) for n in range(self._full[axis])]


AXIS_WORDS: Mapping[str, str] = {"unit": "channel", "input": "from", "example": "example"}


def draw_tables(tables: list[Table], palette: Palette, width: int, height: int) -> Picture:
    """Draw tables side by side.

    Their titles, the digits, then the columns give way until they fit.
    """
    room = width - GAP * (len(tables) - 1)
    digits, widths = _fitting(tables, room)
    pictures = [
        draw_table(table, palette, wide, height, few)
        for table, wide, few in zip(tables, widths, digits, strict=True)
    ]
    return beside(*pictures, gap=GAP)


def _fitting(tables: list[Table], room: int) -> tuple[list[int], list[int]]:
    """Return the digits of each table, and its width."""
    needed = [least_digits(table) for table in tables]
    columns = sum(table.shape[1] for table in tables)
    for few in DIGITS if columns * LEAST_CELL <= room else ():
        digits = [max(few, least) for least in needed]
        inner = [table_width(each, n) for each, n in zip(tables, digits, strict=True)]
        least = _with_titles(tables, inner, least_width)
        if sum(least) <= room:
            full = _with_titles(tables, inner, row_width)
            more = [wish - has for wish, has in zip(full, least, strict=True)]
            shares = _shared(more, room - sum(least))
            return digits, [has + share for has, share in zip(least, shares, strict=True)]
    digits = [min(least + 1, DIGITS[0]) for least in needed]
    inner = [table_width(each, n) for each, n in zip(tables, digits, strict=True)]
    return digits, _shared(_with_titles(tables, inner, least_width), room)


def _with_titles(tables: list[Table], widths: list[int], of_row: Callable[[Row], int]) -> list[int]:
    """The widths of tables whose numbers are so wide, no less than those of their titles."""
    titles = (max(of_row(row) for row in (each.title, each.subtitle)) for each in tables)
    return [max(pair) for pair in zip(widths, titles, strict=True)]


def _shared(wishes: list[int], room: int) -> list[int]:
    """The room in fair shares; what the narrow ones leave goes to the wide ones."""
    given = dict.fromkeys(range(len(wishes)), 0)
    left = room
    for done, place in enumerate(sorted(given, key=lambda n: wishes[n])):
        given[place] = min(wishes[place], left // (len(wishes) - done))
        left -= given[place]
    return list(given.values())
