"""What an operation takes and gives, as labelled tables with shape, dtype and range."""

from __future__ import annotations

from dataclasses import replace

from tutor.plots.arrange import giving_way, shortened
from tutor.plots.cells import Palette, Picture, Row
from tutor.plots.matrix_table import Table
from tutor.programs.moves import WalkPlace
from tutor.programs.notes import Notes, sign_of, verdict_of
from tutor.programs.value_rows import is_number, number_row, result_head, shared_rows
from tutor.programs.value_tables import operand_table, result_tables, value_table
from tutor.programs.why.lit import lit_cells
from tutor.stepping.tables import draw_tables

LEAST_ROWS = 5
"""Of a table: its title, its labels, three rows of numbers."""
_HEAD = 2
"""Of a table: its title and its labels."""
_HIGHEST = 30
"""Rows of numbers of an operand, at most."""


def value_panel(
    standing: WalkPlace,
    palette: Palette,
    width: int,
    height: int,
    notes: Notes | None = None,
) -> Picture:
    """Draw the operands above the result, in at most `height` rows.

    Where there is room for one of them alone, the operands give way.
    How each stands to the engine's is said with it; where the engine has other numbers than the
    result, they stand beside it, and a cross follows those that differ.
    """
    notes = notes or Notes()
    engine = notes.engine.get(standing.position)
    engine = engine if engine and engine.is_apart else None
    head = _result_rows(standing, verdict_of(standing, notes), width)
    numbers, tables = _operands(standing, notes)
    above: Picture = [giving_way(row, width) for row in numbers]
    gap: Picture = [[]] if numbers or tables else []
    left = height - len(above) - len(gap) - len(head)
    if tables and (share := _share(standing, tables, left)):
        drawn = draw_tables(tables, palette, width, share)
        above = [*drawn, *above]
        left -= len(drawn)
    result = result_tables(standing, engine, width)
    drawn = draw_tables(result, palette, width, left) if result and left > _HEAD else []
    return [*above, *(gap if above else []), *head, *drawn][:height]


def _operands(standing: WalkPlace, notes: Notes) -> tuple[list[Row], list[Table]]:
    """What an operation takes, each text once: numbers in rows, arrays in tables."""
    numbers: list[Row] = []
    tables: list[Table] = []
    lit = lit_cells(standing)
    for text, each in {each.place.text: each for each in standing.operation.operands}.items():
        sign = sign_of(each, standing, notes)
        if is_number(each.value):
            numbers.append([*number_row(text, each.value), *sign])
        else:
            table = operand_table(each, standing, lit.get(text, ()))
            tables.append(replace(table, title=[*table.title, *sign]))
    return numbers, tables


def _result_rows(standing: WalkPlace, verdict: Row, width: int) -> Picture:
    """What the result is, how it stands to the engine's, and who else sees a change."""
    rows = [*([verdict] if verdict else []), *shared_rows(standing)]
    head = giving_way(result_head(standing.operation), width)
    return [head, *(shortened(row, width) for row in rows)]


def _share(standing: WalkPlace, tables: list[Table], left: int) -> int:
    """How many of the rows that are left the operands take; 0 where the result needs them all."""
    value = standing.operation.value
    wanted = _HEAD + 1 + max(min(table.shape[0], _HIGHEST) for table in tables)
    if is_number(value):
        return max(LEAST_ROWS, min(wanted, left))
    if _least(tables) + _least([value_table("", value)]) > left:
        return 0
    return max(LEAST_ROWS, min(wanted, left // 2))


def _least(tables: list[Table]) -> int:
    """How many rows tables beside one another take at least."""
    return max(min(LEAST_ROWS, _HEAD + table.shape[0]) for table in tables)
