"""Boxes in rows and columns: matrices, cases, aligned equations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from tutor.typeset.box import Box, blank, padded, stacked, text_box, with_gaps
from tutor.typeset.nodes import Grid

NUMBER = re.compile(r"[−+]?[\d.]+")


def grid_box(grid: Grid, rows: Sequence[Sequence[Box]]) -> Box:
    """Return the box of a grid whose cells have these boxes; its middle is the baseline."""
    empty = text_box("")
    columns = [
        _column(column, _alignment(grid, index, column))
        for index, column in enumerate(zip_longest(*rows, fillvalue=empty))
    ]
    gaps = [_gap(grid, index) for index in range(len(columns))]
    lines = [with_gaps(zip(gaps, row, strict=True)) for row in zip(*columns, strict=True)]
    if _is_spread(grid, lines):
        lines = [part for line in lines for part in (line, blank(line.width, 1))][:-1]
    box = stacked(lines)
    return box._replace(baseline=box.height // 2)


def _column(cells: Sequence[Box], align: str) -> list[Box]:
    width = max(cell.width for cell in cells)
    return [padded(cell, width, align) for cell in cells]


def _alignment(grid: Grid, index: int, cells: Sequence[Box]) -> str:
    """Return where cells of a column stand: numbers at the right, others as the grid says."""
    align = grid.columns[index % len(grid.columns)]
    if align == "c" and all(NUMBER.fullmatch(cell.rows[0]) for cell in cells):
        return "r"
    return align


def _gap(grid: Grid, index: int) -> int:
    """Return the blanks before a column."""
    if index == 0:
        return 0
    if grid.columns == "rl":
        return 0 if index % 2 else 4
    return 3 if grid.environment == "cases" else 2


def _is_spread(grid: Grid, lines: Sequence[Box]) -> bool:
    """Tell whether rows need a blank one between: tall ones, and pairs that a brace holds."""
    braced = grid.environment in ("cases", "Bmatrix")
    return any(line.height > 1 for line in lines) or (braced and len(lines) % 2 == 0)
