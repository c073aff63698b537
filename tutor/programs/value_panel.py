"""What an operation takes and gives, as labelled tables with shape, dtype and range."""

from __future__ import annotations

from tutor.plots.arrange import giving_way, shortened
from tutor.plots.cells import Palette, Picture, Row
from tutor.plots.matrix_table import Table
from tutor.programs.engine_values import EngineValue
from tutor.programs.moves import WalkPlace
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
    engine: EngineValue | None = None,
    verdict: Row | None = None,
) -> Picture:
    """Draw the operands above the result, in at most `height` rows.

    Where there is room for one of them alone, the operands give way.
    How the result stands to the engine's is said with it; where the engine has other numbers, they
    stand beside it, and a cross follows those that differ.
    """
    engine = engine if engine and engine.is_apart else None
    head = _result_rows(standing, verdict, width)
    numbers, tables = _operands(standing)
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


def _operands(standing: WalkPlace) -> tuple[list[Row], list[Table]]:
    """What an operation takes, each text once: numbers in rows, arrays in tables."""
    operands = {each.place.text: each for each in standing.operation.operands}.values()
    numbers = [number_row(e.place.text, e.value) for e in operands if is_number(e.value)]
    lit = lit_cells(standing)
    arrays = (each for each in operands if not is_number(each.value))
    return numbers, [operand_table(e, standing, lit.get(e.place.text, ())) for e in arrays]


def _result_rows(standing: WalkPlace, verdict: Row | None, width: int) -> Picture:
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
