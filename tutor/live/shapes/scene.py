"""Two arrays side by side, cell by cell, and what comes out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tutor.assessment.shapes import spell_shape
from tutor.live.scene import Room
from tutor.live.shapes.combination import Combination, read_combination
from tutor.live.shapes.drawing import cell_rows, inner_row, pair_rows
from tutor.live.shapes.grids import Grids, Place
from tutor.live.shapes.options import ShapesOptions
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Row, Span

_MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class ShapesState:
    """What is combined, and the cell that is looked at."""

    combination: Combination
    place: Place = (0, 0)
    example: int | None = 0
    """The number of the lesson's example, None for one that was typed."""


class ShapesScene:
    """Draws combinations of shapes."""

    hint = "Arrows choose a cell, space shows the next example, e types your own."
    label = "shapes"
    example = "(3, 1) + (1, 4)"

    def __init__(self, options: ShapesOptions) -> None:
        self._examples = [read_combination(example) for example in options.examples]

    def started(self) -> ShapesState:
        return ShapesState(self._examples[0])

    def figures(self, state: ShapesState) -> Mapping[str, float]:
        result = state.combination.result
        rows, columns = (1, 1, *(result or ()))[-2:]
        pairs = () if state.combination.is_product else state.combination.pairs
        stretched = sum(pair.stretched for pair in pairs)
        return {
            "fits": result is not None,
            "sizes": len(result or ()),
            "rows": rows,
            "columns": columns,
            "stretched": stretched,
            "typed": state.example is None,
        }

    def entered(self, state: ShapesState, text: str) -> ShapesState:
        return ShapesState(read_combination(text), example=None)

    def turned(self, state: ShapesState, by: int) -> ShapesState:
        """Return the next example, or the one before; after a typed one it begins anew."""
        number = 0 if state.example is None else (state.example + by) % len(self._examples)
        return ShapesState(self._examples[number], example=number)

    def moved(self, state: ShapesState, down: int, across: int) -> ShapesState:
        grids = Grids(state.combination)
        row, column = state.place
        row = min(max(row + down, 0), grids.rows - 1)
        column = min(max(column + across, 0), grids.columns - 1)
        return replace(state, place=(row, column))

    def picture(self, state: ShapesState, room: Room) -> Picture:
        combination = state.combination
        rows = [*self._head(state), *caption(combination.explanation, room.width, "text")]
        if combination.result is None:
            rows += caption(f"NumPy says: {combination.complaint}", room.width)
        rows.append([])
        if max(len(combination.left), len(combination.right)) > 2:
            return [*rows, *caption("Cells are drawn for one or two sizes.", room.width)]
        told = caption(Grids(combination).origin_of(state.place), room.width, "text")
        most = min(max(room.rows - len(rows) - len(told) - 2, 2), _MOST_ROWS)
        return [*rows, *cell_rows(combination, state.place, room.width, most), [], *told]

    def _head(self, state: ShapesState) -> Picture:
        """Return what is combined, and how the sizes meet."""
        combination = state.combination
        number = "typed" if state.example is None else f"{state.example + 1}/{len(self._examples)}"
        title: Row = [Span(f"{number}  ", "accent"), Span(str(combination), bold=True)]
        result = combination.result
        title.append(
            Span("  → ✘", "wrong") if result is None else Span(f"  → {spell_shape(result)}")
        )
        if combination.is_product:
            return [title, inner_row(combination, len(number) + 2)]
        return [title, *pair_rows(combination)]
