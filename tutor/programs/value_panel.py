"""What an operation takes and gives, as labelled tables with shape, dtype and range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.plots.arrange import giving_way, row_width, shortened
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.matrix_table import Table
from tutor.plots.numbers import shown
from tutor.programs.changes import partly_changed
from tutor.programs.engine_values import EngineValue
from tutor.programs.listing import described, figure, listed
from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Event
from tutor.programs.sharing import sharers
from tutor.programs.values import Value
from tutor.programs.why.lit import lit_cells
from tutor.programs.why.sources import Cell, is_stretched
from tutor.stepping.tables import draw_tables

LEAST_ROWS = 5
"""Of a table: its title, its labels, three rows of numbers."""
_HEAD = 2
"""Of a table: its title and its labels."""


def value_panel(
    standing: WalkPlace,
    palette: Palette,
    width: int,
    height: int,
    engine: EngineValue | None = None,
    verdict: Row | None = None,
) -> Picture:
    """Draw the operands above the result, in at most `height` rows.

    Where there is room for one of them alone, the operands give way.
    How the result stands to the engine's is said with it; where the engine has other numbers, they
    stand beside it, and a cross follows those that differ.
    """
    engine = engine if engine and engine.is_apart else None
    operation = standing.operation
    operands = _distinct(operation.operands)
    numbers = [_line(each.place.text, each.value) for each in operands if _is_number(each.value)]
    lit = lit_cells(standing)
    tables = [
        _operand_table(each, standing, lit.get(each.place.text, ()))
        for each in operands
        if not _is_number(each.value)
    ]
    result = [giving_way(_result_head(operation), width)]
    result += [shortened(row, width) for row in _shared(standing)]
    above: Picture = [giving_way(row, width) for row in numbers]
    is_table = not _is_number(operation.value)
    result[1:1] = [shortened(verdict, width)] if verdict else []
    left = height - len(above) - len(result) - (1 if tables else 0)
    if tables and is_table and _least(tables) + _least([value_table("", operation.value)]) > left:
        tables = []
    if tables:
        wanted = 3 + max(min(table.shape[0], 30) for table in tables)
        share = left // 2 if is_table else left
        drawn = draw_tables(tables, palette, width, max(LEAST_ROWS, min(wanted, share)))
        above = [*drawn, *above]
        left -= len(drawn)
    gap: Picture = [[]] if above else []
    picture = [*above, *gap, *result]
    if is_table and left > 2:
        table = replace(
            value_table("", operation.value, standing.cell),
            cursor=_in_plane(standing.cell),
            title=_range_row(standing, width if engine is None else 0),
            changed=_in_plane_of(partly_changed(operation), standing.cell),
        )
        beside = [] if engine is None else [_engine_table(engine, standing)]
        if engine is not None and engine.array.shape == operation.value.array.shape:
            wrong = engine.differs(operation.value.array)
            table = replace(table, wrong=wrong.reshape(table.shape))
        picture += draw_tables([table, *beside], palette, width, left)
    elif engine is not None and engine.array.ndim and left > 2:
        picture += draw_tables([_engine_table(engine, standing)], palette, width, left)
    return picture[:height]


def _least(tables: list[Table]) -> int:
    """How many rows tables beside one another take at least."""
    return max(min(LEAST_ROWS, _HEAD + table.shape[0]) for table in tables)


def _operand_table(operand: Event, standing: WalkPlace, lit: Sequence[Cell]) -> Table:
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


def _engine_table(engine: EngineValue, standing: WalkPlace) -> Table:
    """The engine's numbers, in the shape of the program's if they can be; the same cell is lit."""
    value = Value(engine.array, "float64", engine.array.shape)
    table = replace(value_table("", value), title=[Span(engine.name, bold=True)])
    if value.shape != standing.operation.value.shape:
        return replace(table, title=[*table.title, Span(f"  {value.shape}", "muted")])
    return replace(table, cursor=_in_plane(standing.cell))


def _distinct(operands: list[Event]) -> list[Event]:
    """The operands, each text once."""
    return list({each.place.text: each for each in operands}.values())


def _is_number(value: Value) -> bool:
    return not value.is_array or value.array.ndim == 0 or value.array.size == 0


def _line(name: str, value: Value) -> Row:
    """A number, or a short list, on one line."""
    if value.array.size == 0:
        return [Span(name, bold=True), Span(f"  {described(value)}, empty", "muted")]
    text = listed(value) if value.array.ndim else figure(float(value.array), value)
    bad = bool(value.bad)
    kind = Span(f"  {value.dtype}", "muted")
    return [Span(name, bold=True), Span(" = "), Span(text, reverse=bad), kind]


def _result_head(operation: Event) -> Row:
    value = operation.value
    spot = operation.place
    name = spot.name if spot.name and spot.kind == "operation" else ""
    shown_as = f"{name} = {spot.text}" if name else spot.text
    if _is_number(value):
        return _line(shown_as, value)
    return [Span(shown_as, "accent", bold=True), Span(f"  {described(value)}", "muted")]


def _shared(standing: WalkPlace) -> list[Row]:
    """Who else sees a change in place."""
    change = standing.operation
    if change.place.kind != "change" or not change.value.is_array:
        return []
    others = sharers(standing.recorded, change)
    if not others:
        return []
    is_one = len(others) == 1
    said = "is the same memory: it changes" if is_one else "are the same memory: they change"
    names = " and ".join(filter(None, [", ".join(others[:-1]), others[-1]]))
    return [[Span(f"{names} {said}, too", "partly")]]


def _in_plane(cell: tuple[int, ...]) -> tuple[int, int]:
    """Return where a cell stands in the plane that is shown of its array."""
    row, column = (0, 0, *cell)[-2:] if len(cell) != 1 else (0, cell[0])
    return row, column


def _in_plane_of(
    array: NDArray[np.bool_] | None, cell: tuple[int, ...]
) -> NDArray[np.bool_] | None:
    """The plane of an array that is shown where one stands at a cell."""
    return None if array is None else _plane(array, cell)


def _range_row(standing: WalkPlace, width: int) -> Row:
    """How far the numbers of an array reach, what is no number, and how many were changed."""
    value, cell = standing.operation.value, standing.cell
    row: Row = [Span(_reach(value), "muted")]
    if value.bad:
        row += [Span("  "), Span(f" {value.bad} ", reverse=True)]
    if value.cut:
        row.append(Span("  its first corner", "muted"))
    if len(cell) > 2:
        row.append(Span(f"  the plane [{', '.join(map(str, cell[:-2]))}, :, :]", "muted"))
    more = [_changed(standing.operation), _clean(value)]
    for said in filter(None, more):
        if row_width(row) + len(said) <= width:
            row.append(Span(said, "muted"))
    return row


def _changed(operation: Event) -> str:
    changed = partly_changed(operation)
    if changed is None:
        return ""
    return f"  {np.count_nonzero(changed)} of {changed.size} changed, underlined"


def _clean(value: Value) -> str:
    is_clean = value.dtype.startswith("float") and not value.bad and not value.cut
    return "   NaN: none   inf: none" if is_clean else ""


def _reach(value: Value) -> str:
    """How far the numbers reach; of truths how many are true."""
    if value.dtype == "bool":
        return f"True: {np.count_nonzero(value.array)} of {value.array.size}"
    least, most = value.range
    if least != least:
        return "no number in it"
    return f"from {shown(least)} to {shown(most)}"


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
