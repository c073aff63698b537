"""Rows of a table that are no examples: units below its names, sums at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.tables.columns import Decimal, TableColumn, columns_of
from engine.tables.lines import Aside
from engine.tables.rows import Rows

LEAST_ROWS = 4
_ROUNDING = 5e-4
_SUMS = frozenset(
    (
        *("total", "totals", "sum", "sums", "summe", "gesamt", "somme", "totale", "totaal", "suma"),
        *("mean", "average", "avg", "mittelwert", "durchschnitt", "moyenne"),
    )
)


def without_asides(
    table: Rows, unknown: Sequence[str] = (), decimal: Decimal = "auto"
) -> tuple[Rows, list[TableColumn]]:
    """The table and its columns without the rows of units and of sums, which it names."""
    columns = columns_of(table, unknown, decimal)
    numbers = [column for column in columns if column.kind == "number"]
    found = [each for each in (_units(table, numbers), _sums(table, numbers)) if each]
    if not found:
        return table, columns
    gone = {place for place, _ in found}
    rows = [row for place, row in enumerate(table.rows) if place not in gone]
    new = [Aside(table.rows[place].line, why) for place, why in found]
    table = replace(table, rows=rows, asides=(*table.asides, *new))
    return table, columns_of(table, unknown, decimal)


def _units(table: Rows, numbers: Sequence[TableColumn]) -> tuple[int, str] | None:
    """The first row, if words stand there over several columns of numbers alone."""
    if len(numbers) < 2 or len(table.rows) < LEAST_ROWS:
        return None
    odd = [column.unread for column in numbers]
    if not all(unread[0] and unread.sum() == 1 for unread in odd):
        return None
    cells = ", ".join(cell for cell in table.rows[0].cells if cell)
    return 0, f"units or kinds below the names ({cells}), and no example"


def _sums(table: Rows, numbers: Sequence[TableColumn]) -> tuple[int, str] | None:
    """The last row, if it adds up the others; if it is called a total or a mean, or stands out."""
    last = len(table.rows) - 1
    if last < LEAST_ROWS:
        return None
    is_called_so = any(cell.casefold().strip(" :") in _SUMS for cell in table.rows[last].cells)
    for what, figure in (("sum", np.nansum), ("mean", np.nanmean))[: 1 + is_called_so]:
        here = [c.values for c in numbers if not np.isnan(c.values[[0, last]]).any()]
        agree = [values for values in here if _agree(values[last], float(figure(values[:last])))]
        largest = [values for values in agree if values[last] > np.nanmax(np.abs(values[:last]))]
        if (agree and is_called_so) or len(largest) == len(here) >= 2:
            return last, f"it is the {what} of the rows above, and no example"
    return None


def _agree(value: float, figure: float) -> bool:
    """Whether two numbers are one but for rounding; 0 says nothing."""
    return bool(figure) and abs(value - figure) <= _ROUNDING * abs(figure)
