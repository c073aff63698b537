"""Arrays of a program as tables, the cells lit that the one at hand is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.plots.cells import Span
from tutor.plots.matrix_table import Table
from tutor.programs.changes import partly_changed
from tutor.programs.engine_values import EngineValue
from tutor.programs.listing import described
from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Event
from tutor.programs.value_rows import is_number, range_row
from tutor.programs.values import Value
from tutor.programs.why.source import Cell
from tutor.programs.why.sources import is_stretched


def result_tables(standing: WalkPlace, engine: EngineValue | None, width: int) -> list[Table]:
    """The result where it is an array, its wrong cells crossed, and the engine's beside it."""
    value = standing.operation.value
    beside = [] if engine is None else [engine_table(engine, standing)]
    if is_number(value):
        return beside if engine is not None and engine.array.ndim else []
    table = replace(
        value_table("", value, standing.cell),
        cursor=_in_plane(standing.cell),
        title=range_row(standing, width if engine is None else 0),
        changed=_in_plane_of(partly_changed(standing.operation), standing.cell),
    )
    if engine is not None and engine.array.shape == value.array.shape:
        table = replace(table, wrong=engine.differs(value.array).reshape(table.shape))
    return [table, *beside]


def operand_table(operand: Event, standing: WalkPlace, lit: Sequence[Cell]) -> Table:
    """An operand, the cells marked that the result's is made of.

    Of one that is stretched what is repeated, below an arrow for a label.
    """
    operation, first = standing.operation, next(iter(lit), ())
    table = value_table(operand.place.text, operand.value, first)
    shown_of_it = {_in_plane(cell) for cell in lit if cell[:-2] == first[:-2]}
    rows, columns = table.shape
    row, column = _in_plane(standing.cell)
    start = min(row, rows - 1), min(column, columns - 1)
    table = replace(table, marked=shown_of_it, start=start)
    if not is_stretched(operand, operation):
        return table
    rows, columns = plane_of(operation.value).shape
    down, across = table.shape
    labels = [str(n) if n < across else "⇢" for n in range(columns)]
    return replace(
        table,
        title=[*table.title, Span(f" ⇢ {operation.value.shape}", "muted")],
        shape=(rows, columns),
        values=np.broadcast_to(plane_of(operand.value), (rows, columns)),
        row_labels=[*table.row_labels, *["⇣"] * (rows - down)],
        column_labels=labels,
    )


def engine_table(engine: EngineValue, standing: WalkPlace) -> Table:
    """The engine's numbers, in the shape of the program's if they can be; the same cell is lit."""
    value = Value(engine.array, "float64", engine.array.shape)
    table = replace(value_table("", value), title=[Span(engine.name, bold=True)])
    if value.shape != standing.operation.value.shape:
        return replace(table, title=[*table.title, Span(f"  {value.shape}", "muted")])
    return replace(table, cursor=_in_plane(standing.cell))


def value_table(name: str, value: Value, cell: tuple[int, ...] = ()) -> Table:
    """Return an array as a table; of more than two axes the plane of a cell, or the first."""
    plane = plane_of(value, cell)
    title = [Span(name, bold=True), Span(f" {described(value)}", "muted")]
    one_axis = value.array.ndim == 1
    return Table(
        title=title,
        shape=(plane.shape[0], plane.shape[1]),
        values=plane,
        row_labels=[""] if one_axis else [str(n) for n in range(plane.shape[0])],
        column_labels=[str(n) for n in range(plane.shape[1])],
        truths=value.dtype == "bool",
    )


def plane_of(
    value: Value, cell: tuple[int, ...] = ()
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return a plane of an array, its last two axes; a single axis is one row."""
    return np.asarray(_plane(value.array, cell))


def _plane(array: NDArray[Any], cell: tuple[int, ...]) -> NDArray[Any]:
    for at in cell[:-2] or (0,) * (array.ndim - 2):
        array = array[at]
    rows, columns = array.shape if array.ndim == 2 else (1, array.size)
    return array.reshape(rows, columns)


def _in_plane(cell: tuple[int, ...]) -> tuple[int, int]:
    """Return where a cell stands in the plane that is shown of its array."""
    row, column = (0, 0, *cell)[-2:] if len(cell) != 1 else (0, cell[0])
    return row, column


def _in_plane_of(
    array: NDArray[np.bool_] | None, cell: tuple[int, ...]
) -> NDArray[np.bool_] | None:
    """The plane of an array that is shown where one stands at a cell."""
    return None if array is None else _plane(array, cell)
