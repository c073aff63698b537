"""The cells of the operands that a cell is made of, to be marked where they stand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tutor.programs.moves import WalkPlace
from tutor.programs.why.source import Cell
from tutor.programs.why.sources import sources_of

MOST = 20_000
"""Numbers of all operands together that are looked through for them."""


def lit_cells(standing: WalkPlace) -> Mapping[str, list[Cell]]:
    """Return for each operand, by its text, the cells that the cell one stands at is made of."""
    event = standing.operation
    size = sum(each.value.array.size for each in event.operands)
    if size > MOST or not event.value.array.size:
        return {}
    with np.errstate(all="ignore"):  # the numbers are a learner's, NaN and infinities too
        found = sources_of(standing.recorded, event, standing.cell)
    lit: dict[str, list[Cell]] = {}
    for source in found.cells:
        lit.setdefault(source.event.place.text, []).append(source.cell)
    return lit
