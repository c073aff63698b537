"""A sheet of cells on which lines of box characters meet, cross and turn by themselves."""

from __future__ import annotations

from itertools import pairwise

from tutor.plots.cells import Colour, Picture, Row, Span

UP, RIGHT, DOWN, LEFT = range(4)
LIGHT, HEAVY = 1, 2

# One character for each way four arms (up, right, down, left) can be absent, light or heavy.
_BOX = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"
_ROUND = {"┌": "╭", "┐": "╮", "└": "╰", "┘": "╯"}

Point = tuple[int, int]  # row, column


class Sheet:
    """Lines and texts at (row, column); texts lie over lines, heavy strokes over light ones."""

    def __init__(self) -> None:
        self._arms: dict[Point, list[int]] = {}
        self._colours: dict[Point, tuple[int, Colour | None]] = {}
        self._texts: dict[Point, Span] = {}
        self._glyphs: dict[Point, str] = {}

    def line(self, *corners: Point, fg: Colour | None = None, weight: int = LIGHT) -> None:
        """Draw along the corners; each piece is horizontal or vertical."""
        for (row, column), (to_row, to_column) in pairwise(corners):
            if row == to_row:
                first, last = sorted((column, to_column))
                for x in range(first, last):
                    self._stroke((row, x), RIGHT, (row, x + 1), LEFT, fg, weight)
            else:
                first, last = sorted((row, to_row))
                for y in range(first, last):
                    self._stroke((y, column), DOWN, (y + 1, column), UP, fg, weight)

    def _stroke(
        self, start: Point, out: int, end: Point, into: int, fg: Colour | None, weight: int
    ) -> None:
        for point, arm in ((start, out), (end, into)):
            arms = self._arms.setdefault(point, [0, 0, 0, 0])
            arms[arm] = max(arms[arm], weight)
            if weight >= self._colours.get(point, (0, None))[0]:
                self._colours[point] = (weight, fg)

    def glyph(self, row: int, column: int, glyph: str) -> None:
        """Put a character in place of the line at this cell; it keeps the line's colour."""
        self._glyphs[row, column] = glyph

    def arms(self, row: int, column: int) -> int:
        """How many lines leave this cell."""
        return sum(weight > 0 for weight in self._arms.get((row, column), ()))

    def write(self, row: int, column: int, spans: Row) -> None:
        """Write over whatever is there."""
        for span in spans:
            for character in span.text:
                self._texts[row, column] = span._replace(text=character)
                column += 1

    @property
    def width(self) -> int:
        return max((column + 1 for _, column in (*self._arms, *self._texts)), default=0)

    @property
    def height(self) -> int:
        return max((row + 1 for row, _ in (*self._arms, *self._texts)), default=0)

    def picture(self) -> Picture:
        width = self.width
        return [self._row(row, width) for row in range(self.height)]

    def _row(self, row: int, width: int) -> Row:
        spans: Row = []
        for column in range(width):
            span = self._cell((row, column))
            if spans and spans[-1]._replace(text="") == span._replace(text=""):
                spans[-1] = span._replace(text=spans[-1].text + span.text)
            else:
                spans.append(span)
        return spans

    def _cell(self, point: Point) -> Span:
        if point in self._texts:
            return self._texts[point]
        arms = self._arms.get(point)
        if arms is None:
            return Span(" ")
        weight, colour = self._colours[point]
        up, right, down, left = arms
        if not up and not down:  # the end of a line fills its cell
            left = right = max(left, right)
        box = _BOX[27 * up + 9 * right + 3 * down + left]
        glyph = self._glyphs.get(point, _ROUND.get(box, box))
        return Span(glyph, colour, bold=weight == HEAVY)
