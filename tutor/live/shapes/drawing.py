"""The rows of a combination of shapes: how sizes meet, and the cells side by side."""

from __future__ import annotations

from collections.abc import Callable

from tutor.assessment.shapes import spell_shape
from tutor.live.shapes.combination import Combination, ShapePair
from tutor.live.shapes.grids import GridCell, Grids, NumberGrid, Place
from tutor.plots.arrange import beside, width_of
from tutor.plots.cells import Picture, Row, Span

FOLDED = "…"
NARROWEST_CELLS = 9  # columns of the screen that one cell in each of the three grids takes


def pair_rows(combination: Combination) -> Picture:
    """Draw the sizes that broadcasting compares, flush right, and what becomes of them."""
    columns = [_pair_column(pair) for pair in combination.pairs]
    widths = [2 + max(len(text) for text, _ in column) for column in columns]
    picture: Picture = []
    for place, name in enumerate(("left", "right", "result")):
        row = [Span(f"{name:<6}", "muted")]
        for column, width in zip(columns, widths, strict=True):
            text, role = column[place]
            row.append(Span(text.rjust(width), role))
        picture.append(row)
    return picture


def _pair_column(pair: ShapePair) -> list[tuple[str, str]]:
    sides = [_side(size, pair.size) for size in (pair.left, pair.right)]
    return [*sides, ("✘", "wrong") if pair.size is None else (str(pair.size), "accent")]


def _side(size: int | None, result: int | None) -> tuple[str, str]:
    text = "·" if size is None else str(size)
    if result is None or size == result:
        return text, "text"
    return (f"{text}→{result}", "muted")


def inner_row(combination: Combination, indent: int) -> Row:
    """Draw what joins the two inner sizes of a product, under where it is written."""
    start = len(spell_shape(combination.left)) - (2 if len(combination.left) == 2 else 3)
    end = len(spell_shape(combination.left)) + len(" @ (")
    fits = combination.result is not None
    line = "─" * (end - start - 1)
    middle = len(line) // 2
    line = line if fits else f"{line[:middle]}✘{line[middle + 1 :]}"
    return [Span(" " * (indent + start)), Span(f"╰{line}╯", "accent" if fits else "wrong")]


def cell_rows(combination: Combination, place: Place, width: int, most_rows: int) -> Picture:
    """Draw both arrays and the result, as much of them around `place` as there is room for."""
    grids = Grids(combination)
    widest = max(grids.columns, grids.inner if combination.is_product else 1)
    for most_columns in range(min(widest, max(width // NARROWEST_CELLS, 1)), 0, -1):
        picture = _side_by_side(grids, place, most_rows, most_columns)
        if width_of(picture) <= width:
            break
    return picture


def _side_by_side(grids: Grids, place: Place, most_rows: int, most_columns: int) -> Picture:
    row, column = place
    rows = seen(grids.rows, most_rows, row)
    columns = seen(grids.columns, most_columns, column)
    if grids.combination.is_product:
        left = _grid(grids.left, rows, seen(grids.inner, most_columns, 0), lambda r, _: r == row)
        inner = seen(grids.inner, most_rows, 0)
        right = _grid(grids.right, inner, columns, lambda _, c: c == column)
    else:
        left = _grid(grids.left, rows, columns, lambda r, c: (r, c) == place)
        right = _grid(grids.right, rows, columns, lambda r, c: (r, c) == place)
    result = _grid(grids.result, rows, columns, lambda r, c: (r, c) == place)
    return beside(left, _sign(grids.combination.operation), right, _sign("="), result)


def seen(count: int, room: int, centre: int) -> range:
    """Return which of the rows or columns are drawn where not all have room."""
    first = max(0, min(centre - room // 2, count - room))
    return range(first, min(first + room, count))


def _sign(sign: str) -> Picture:
    return [[], [Span(sign, "muted")]]


def _grid(
    grid: NumberGrid, rows: range, columns: range, chosen: Callable[[int, int], bool]
) -> Picture:
    cells = [[grid.cell(row, column) for column in columns] for row in rows]
    widest = max(len(cell.text) for line in cells for cell in line)
    picture: Picture = [[Span(grid.title, bold=True)]]
    for row, line in zip(rows, cells, strict=True):
        spans = [
            _cell(cell, widest, chosen(row, column))
            for column, cell in zip(columns, line, strict=True)
        ]
        picture.append(_folded(spans, columns, grid.columns))
    return [*picture, *_more_rows(rows, grid.rows)]


def _cell(cell: GridCell, width: int, chosen: bool) -> Span:
    text = f"[{cell.text}]" if chosen else f"{cell.text} "
    role = "wrong" if cell.value is None else "muted" if cell.stretch else "text"
    return Span(text.rjust(width + 2), role, bold=chosen)


def _folded(spans: list[Span], columns: range, count: int) -> Row:
    before = [Span(FOLDED, "muted")] if columns.start > 0 else []
    after = [Span(FOLDED, "muted")] if columns.stop < count else []
    return [*before, *spans, *after]


def _more_rows(rows: range, count: int) -> Picture:
    folded = count - len(rows)
    return [[Span(f" ⋮ {folded:,} more", "muted")]] if folded else []
