"""A network drawn as small maps, one a unit, in columns that lines for the weights join.

A line is blue and unbroken for a positive weight, orange and broken for a negative one; the
stronger the weight, the stronger the colour, and the strongest are drawn double. Where a unit is
chosen its lines stand out and the others are faint dots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tutor.plots.arrange import cut, fitted, row_width
from tutor.plots.axes import Values
from tutor.plots.braille import DOTS_DOWN, BrailleLine, draw_lines
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.images import signed_image
from tutor.plots.network_drawing import join_style
from tutor.plots.regions import PICKED
from tutor.plots.shades import readable_on

MOST_UNITS = 8
"""Maps in a column at most."""
MARK = "▸"
_HIGHEST = 9  # rows of a map; it is twice as wide
_NARROWEST = 3  # columns of a map
_GAPS = (4, 20)  # columns between two columns of maps
_APART = (1, 3)  # rows between two maps
_FEWEST = 4  # maps in a column, before they are drawn in one row each to show more
_TOO_FAINT = 0.08  # of the strongest weight: such lines are left out
_DOUBLE = 0.6
_MARGIN = 8  # columns at most for names at either side


@dataclass(frozen=True, slots=True, eq=False)
class MapColumn:
    """A layer: its title in ever fewer words, its maps, and the weights from the column before."""

    titles: Sequence[str]
    maps: Sequence[Values]
    """Each as many pixels as the layout has in this column, from -1 to 1."""
    weights: Values | None = None
    """(maps here, maps in the column before)"""
    names: Sequence[str] = ()
    """Written beside the maps of the first and of the last column."""
    notes: Sequence[Span] = ()
    """Written under the maps, where the layout has a row for it."""
    point: tuple[float, float] | None = None
    """A place that is marked on every map: how far across and down, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each map stands; its title takes the row above all maps."""

    lefts: tuple[int, ...]
    tops: tuple[tuple[int, ...], ...]
    """Column by column, the first row of each map."""
    sizes: tuple[tuple[int, int], ...]
    """Column by column, how many cells a map is wide and high."""
    width: int
    height: int
    under: int = 0
    """Rows under each map that belong to it."""

    def pixels(self, column: int) -> tuple[int, int]:
        """Return how many pixels a map of the column is high and wide."""
        wide, high = self.sizes[column]
        return 2 * high, wide

    def middle(self, column: int, place: int) -> float:
        """Return the row through the middle of a map, counted from the row under the titles."""
        return self.tops[column][place] - 1 + (self.sizes[column][1] - 1) / 2

    def at(self, column: int, row: int) -> tuple[int, int] | None:
        """Return the column of maps, and the place within it, that are drawn at a cell."""
        for number, (left, (wide, high)) in enumerate(zip(self.lefts, self.sizes, strict=True)):
            if left - 1 <= column < left + wide:
                for place, top in enumerate(self.tops[number]):
                    if top <= row < top + high + self.under:
                        return number, place
        return None


def lay_out(
    counts: Sequence[int],
    width: int,
    height: int,
    *,
    margins: tuple[int, int] = (0, 0),
    under: int = 0,
    lowest: int = 2,
) -> Layout | None:
    """Return the places of at most so many maps in each column; None where there is no room.

    As many maps as can be `lowest` rows high are shown, up to MOST_UNITS; those of the last column
    are up to twice as large as the others. `margins` are left and right.
    """
    left, right = (min(margin, _MARGIN) for margin in margins)
    room, rows = width - left - 1 - right, height - 1
    most = min(max(counts), MOST_UNITS)
    least = min(most, _FEWEST * 2 // lowest)
    tries = [(n, h) for n in range(most, least - 1, -1) for h in range(_HIGHEST, lowest - 1, -1)]
    tries += [(n, 1) for n in range(most, 0, -1)]
    for units, high in tries:
        shown = [min(count, units) for count in counts]
        if _tall(max(shown), high, under) <= rows and _wide([high] * len(counts)) <= room:
            break
    else:
        return None
    highs = [high] * len(counts)
    while (
        highs[-1] < min(_HIGHEST, 2 * high + 1) and _tall(shown[-1], highs[-1] + 1, under) <= rows
    ):
        highs[-1] += 1
        if _wide(highs) > room:
            highs[-1] -= 1
            break
    return _placed(shown, highs, (left, room, rows), right, under)


def _placed(
    shown: Sequence[int], highs: Sequence[int], box: tuple[int, int, int], right: int, under: int
) -> Layout:
    """Return the layout of so many maps of these heights in a box: left, width, rows."""
    left, room, rows = box
    sizes = tuple((max(2 * high, _NARROWEST), high) for high in highs)
    spare = (room - sum(wide for wide, _ in sizes)) // max(len(sizes) - 1, 1)
    gap = min(max(spare, _GAPS[0]), _GAPS[1])
    lefts, tops = [left + 1], []
    for wide, _ in sizes[:-1]:
        lefts.append(lefts[-1] + wide + gap)
    for maps, high in zip(shown, highs, strict=True):
        apart = (rows - maps * (high + under)) // max(maps - 1, 1)
        pitch = high + under + min(max(apart, _APART[0]), _APART[1])
        first = 1 + (rows - ((maps - 1) * pitch + high + under)) // 2
        tops.append(tuple(first + pitch * place for place in range(maps)))
    width = lefts[-1] + sizes[-1][0] + right
    return Layout(tuple(lefts), tuple(tops), sizes, width, rows + 1, under)


def _tall(maps: int, high: int, under: int) -> int:
    return maps * (high + under) + (maps - 1) * _APART[0]


def _wide(highs: Sequence[int]) -> int:
    return sum(max(2 * high, _NARROWEST) for high in highs) + (len(highs) - 1) * _GAPS[0]


def draw_unit_maps(
    columns: Sequence[MapColumn],
    layout: Layout,
    palette: Palette,
    chosen: tuple[int, int] | None = None,
) -> Picture:
    """Return the maps in their places; `chosen` is a column and the place of a map in it."""
    picture: Picture = [[] for _ in range(layout.height - 1)]
    for number, column in enumerate(columns):
        last = number == len(columns) - 1
        left = layout.lefts[number]
        if number:
            gap = left - layout.lefts[number - 1] - layout.sizes[number - 1][0]
            lines = _lines(columns, number, layout, palette, chosen)
            before: Picture = draw_lines(lines, gap - 1, layout.height - 1)
        else:
            before = _names(column, layout, 0, left - 1, right=True)
        _append(picture, before)
        mark = chosen[1] if chosen and chosen[0] == number else None
        _append(picture, _maps(column, layout, number, palette, mark))
        if last and column.names:
            room = layout.width - left - layout.sizes[number][0]
            _append(picture, _names(column, layout, number, room, right=False))
    if layout.under:
        for number, column in enumerate(columns):
            for top, told in zip(layout.tops[number], column.notes, strict=False):
                end = layout.lefts[number] + layout.sizes[number][0]
                row = top - 1 + layout.sizes[number][1]
                start = max(end - len(told.text), 0)
                picture[row] = _over(picture[row], start, told)
    return [_titles(columns, layout, chosen), *picture]


def _append(picture: Picture, piece: Picture) -> None:
    for row, part in zip(picture, piece, strict=True):
        row += part


def _titles(columns: Sequence[MapColumn], layout: Layout, chosen: tuple[int, int] | None) -> Row:
    row, at = [], 0
    for number, column in enumerate(columns):
        centre = layout.lefts[number] + layout.sizes[number][0] // 2
        end = layout.lefts[number + 1] - 1 if number + 1 < len(columns) else layout.width + _MARGIN
        room = 2 * min(centre - at, end - centre)
        title = next((text for text in column.titles if len(text) <= room), "")
        start = max(centre - (len(title) + 1) // 2, at)
        here = chosen is not None and chosen[0] == number
        row += [Span(" " * (start - at)), Span(title, "accent" if here else "muted")]
        at = start + len(title) + 1
        row.append(Span(" "))
    return row


def _names(column: MapColumn, layout: Layout, number: int, room: int, *, right: bool) -> Picture:
    """Return what stands beside the maps of a column, at the height of their middle."""
    rows: Picture = [[Span(" " * room)] for _ in range(layout.height - 1)]
    for name, top in zip(column.names, layout.tops[number], strict=False):
        row = [Span(name if right else f" {name}", "muted")]
        kept = fitted(row, room)
        if right:
            kept = [*kept[1:], kept[0]] if len(kept) > 1 else kept
        rows[top - 1 + (layout.sizes[number][1] - 1) // 2] = kept
    return rows


def _maps(
    column: MapColumn, layout: Layout, number: int, palette: Palette, mark: int | None
) -> Picture:
    """Return the maps of a column, and left of them where a mark may stand."""
    wide, high = layout.sizes[number]
    rows: Picture = [[Span(" " * (wide + 1))] for _ in range(layout.height - 1)]
    for place, top in enumerate(layout.tops[number]):
        drawn = signed_image(column.maps[place], palette, largest=1.0)
        for at, cells in enumerate(drawn):
            if column.point and _cell(column.point[1], high) == at:
                cells = _crossed(cells, _cell(column.point[0], wide), palette)
            here = place == mark and at == (high - 1) // 2
            rows[top - 1 + at] = [Span(MARK if here else " ", "accent", bold=here), *cells]
    return rows


def _crossed(cells: Row, across: int, palette: Palette) -> Row:
    """Return a row of a map with the sign of the point that is looked at."""
    ground = cut(cells, across, 1)[0].bg
    ink = readable_on(ground, palette) if isinstance(ground, tuple) else None
    return _over(cells, across, Span(PICKED, ink, ground, bold=True))


def _cell(part: float, cells: int) -> int:
    return min(max(int(part * cells), 0), cells - 1)


def _over(row: Row, left: int, span: Span) -> Row:
    """Return the row with a span written over it."""
    end = left + len(span.text)
    return [*fitted(cut(row, 0, left), left), span, *cut(row, end, row_width(row))]


def _lines(
    columns: Sequence[MapColumn],
    number: int,
    layout: Layout,
    palette: Palette,
    chosen: tuple[int, int] | None,
) -> list[BrailleLine]:
    """Return the lines into a column, the strongest last; those that stand out after the faint."""
    weights = columns[number].weights
    if weights is None:
        return []
    finite = np.abs(weights[np.isfinite(weights)])
    strongest = float(finite.max(initial=0.0)) or 1.0
    last = number == len(columns) - 1
    ordered: list[tuple[tuple[bool, float], BrailleLine]] = []
    for place in range(len(layout.tops[number])):
        for source in range(len(layout.tops[number - 1])):
            weight = float(weights[place, source])
            strength = min(1.0, abs(weight) / strongest)
            ends = (number, place), (number - 1, source)
            lit = chosen is None or chosen in ends or (last and chosen[0] != number)
            if not np.isfinite(weight) or strength < _TOO_FAINT:
                continue
            colour, pattern = join_style(weight, strength, palette, faint=not lit)
            start, end = layout.middle(number - 1, source), layout.middle(number, place)
            line = BrailleLine(start, end, colour, pattern)
            ordered.append(((lit, strength), line))
            if lit and strength > _DOUBLE:
                beside = line._replace(
                    start_row=line.start_row + 1 / DOTS_DOWN, end_row=line.end_row + 1 / DOTS_DOWN
                )
                ordered.append(((lit, strength), beside))
    return [line for _, line in sorted(ordered, key=lambda pair: pair[0])]
