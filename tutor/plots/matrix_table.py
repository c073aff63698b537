"""A matrix as a labelled table, its numbers' sizes as colour; what does not fit is folded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.plots.arrange import giving_way, shortened
from tutor.plots.axes import Values
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.shades import readable_on, signed

Place = tuple[int, int]
MORE_ACROSS, MORE_DOWN, UNKNOWN = "…", "⋮", "·"
TINY, LARGE = 0.01, 1e5
_FEW = 500
_CROSS = Span("✘", "wrong", bold=True)
LEAST_CELL = 3
"""The width of a cell, at least: a bracket, a digit, a blank."""
FOLD = 2
"""The width of the mark for columns that are folded away."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A matrix and what is to be seen in it."""

    title: Row
    """Where it is too wide, its first span gives way: a name before a shape."""
    shape: Place
    values: Values | None
    """What is in it; None while nothing is known."""
    row_labels: Sequence[str]
    column_labels: Sequence[str]
    subtitle: Row = field(default_factory=list)
    """A second line; it takes the place of the column labels where there are none."""
    marked: Collection[Place] = field(default_factory=frozenset)
    """Cells in brackets: the operands of the number at hand."""
    cursor: Place | None = None
    """The number at hand, reversed."""
    changed: NDArray[np.bool_] | None = None
    """Where the last edit changed the values; such cells are underlined."""

    wrong: NDArray[np.bool_] | None = None
    """Where another number is right; a cross follows such cells."""

    truths: bool = False
    """Whether its numbers stand for True and False."""

    known: NDArray[np.bool_] | None = None
    """Where the values are known, if not everywhere."""
    start: Place = (0, 0)
    """What to show first where nothing is marked."""

    @property
    def centre(self) -> Place:
        return self.cursor or min(self.marked, default=self.start)

    @property
    def label_width(self) -> int:
        return max(map(len, self.row_labels), default=0)


def draw_table(table: Table, palette: Palette, width: int, height: int, digits: int) -> Picture:
    """Draw the table in at most `width` columns and `height` rows, title and labels included."""
    cell = cell_width(table, digits)
    columns = _window(table.shape[1], width - table.label_width - 2, cell, FOLD, table.centre[1])
    head: Picture = [giving_way(table.title, width)]
    if table.subtitle and any(table.column_labels):
        head.append(table.subtitle)
    rows = _window(table.shape[0], height - len(head) - 1, 1, 1, table.centre[0])
    pen = _Pen(table, palette, cell, digits, columns)
    picture = [*head, pen.head()]
    if rows.start > 0:
        picture.append(pen.fold())
    picture += [pen.row(row) for row in rows]
    if rows.stop < table.shape[0]:
        picture.append(pen.fold())
    return [shortened(row, width) for row in picture[:height]]


@lru_cache(maxsize=32)
def cell_width(table: Table, digits: int) -> int:
    """Return how many columns a number takes, with a bracket, a space and a cross."""
    labels = max(map(len, table.column_labels), default=1)
    number = digits + 2 if table.values is None else _number_width(table, digits)
    return 2 + max(labels, number) + (table.wrong is not None)


def _number_width(table: Table, digits: int) -> int:
    """How many characters the longest number takes, from the extremes and the decimals in use."""
    values = table.values
    assert values is not None
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return len("−inf")
    writing = _Writing.of(table, digits)
    plainly = finite[np.abs(finite) < LARGE]
    ends = [finite.min(), finite.max(), *([plainly.min(), plainly.max()] if plainly.size else [])]
    if (hidden := plainly[(plainly.round(digits) == 0) & (plainly != 0)]).size:
        sign = -1.0 if hidden.min() < 0 else 1.0
        ends.append(sign * float(np.abs(hidden).min()))
    texts = [writing.text(float(value)) for value in ends]
    return max(map(len, [*texts, "−inf" if finite.size < values.size else ""]))


def least_digits(table: Table) -> int:
    """Return how many decimals its numbers need, for two digits of the largest, or of 1."""
    values = table.values
    if values is None or is_tiny(values):
        return 1
    largest = float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
    return 1 if largest >= 1 or not largest else 2 if largest >= 0.1 else 3


def _decimals(rounded: Values, least: int, most: int) -> int:
    """Return how many decimals numbers have that were rounded to `most`."""
    used = (d for d in range(least, most) if np.array_equal(rounded.round(d), rounded))
    return next(used, most)


@dataclass(frozen=True, slots=True)
class _Writing:
    """How the numbers of one table are written: in line at their points."""

    decimals: int
    """Those in use."""
    digits: int
    tiny: bool
    truths: bool

    @classmethod
    @lru_cache(maxsize=32)
    def of(cls, table: Table, digits: int) -> _Writing:
        values = np.zeros(0) if table.values is None else table.values
        finite = values[np.isfinite(values)]
        plainly = finite[np.abs(finite) < LARGE].round(digits)
        least = _decimals(plainly[:_FEW], 0, digits)  # a few of them say most of it
        used = _decimals(plainly, least, digits) if plainly.size > _FEW else least
        return cls(used, digits, is_tiny(values), table.truths)

    def text(self, value: float) -> str:
        """A number of few characters; what its decimals would hide is in powers of ten."""
        if not np.isfinite(value):
            return str(float(value)).replace("-", "−")
        if self.truths:
            return str(bool(value))
        digits = self.digits
        if value == 0 and self.tiny:
            return "0"
        if abs(value) < LARGE and not self.tiny:
            if value == int(value):
                behind_point = 1 + self.decimals if self.decimals else 0
                return f"{int(value)}".replace("-", "−") + " " * behind_point
            if round(abs(value), digits):
                return f"{value:.{self.decimals}f}".replace("-", "−")
            digits = 0
        mantissa, _, exponent = f"{value:.{max(digits - 2, 0)}e}".partition("e")
        return f"{mantissa}e{int(exponent)}".replace("-", "−")


def table_width(table: Table, digits: int) -> int:
    """Return how many columns the whole table takes when nothing is folded."""
    return table.label_width + 2 + table.shape[1] * cell_width(table, digits)


def _window(count: int, room: int, size: int, fold: int, centre: int) -> range:
    """Which of `count` things of a size are shown; the others are folded into marks."""
    if count * size <= room:
        return range(count)
    fitting = max(1, (room - 2 * fold) // size)
    first = max(0, min(centre - fitting // 2, count - fitting))
    if first == 0 or first + fitting >= count:  # one mark is enough
        fitting = max(1, min(count, (room - fold) // size))
        first = 0 if first == 0 else count - fitting
    return range(first, first + fitting)


class _Pen:
    """Writes the rows of one table."""

    def __init__(
        self, table: Table, palette: Palette, cell: int, digits: int, columns: range
    ) -> None:
        self._table, self._palette = table, palette
        self._cell, self._columns = cell, columns
        values = table.values
        finite = np.zeros(1) if values is None else np.abs(values[np.isfinite(values)])
        self._strongest = float(finite.max(initial=0.0))
        self._writing = _Writing.of(table, digits)
        self._behind = "" if table.wrong is None else " "
        """Where a cross may stand."""

    def head(self) -> Row:
        if not any(self._table.column_labels):
            return [*self._table.subtitle]
        labels = "".join(self._over(self._table.column_labels[c]) for c in self._columns)
        labels += " " * (self._columns.stop < self._table.shape[1])  # for a bracket in the rows
        return self._edged(" " * self._table.label_width, [Span(labels, "muted")])

    def _over(self, label: str) -> str:
        """A label over the numbers of a column."""
        return label.rjust(self._cell - len(self._behind)) + self._behind

    def fold(self) -> Row:
        marks = self._over(MORE_DOWN) * len(self._columns)
        gap = " " * (1 + FOLD * (self._columns.start > 0))
        return [Span(MORE_DOWN.rjust(self._table.label_width) + gap + marks, "muted")]

    def _edged(self, label: str, cells: Row) -> Row:
        """A row between its label and the marks of columns folded away."""
        columns, count = self._columns, self._table.shape[1]
        before = [Span(MORE_ACROSS.rjust(FOLD), "muted")] if columns.start > 0 else []
        after = [Span(MORE_ACROSS.rjust(FOLD), "muted")] if columns.stop < count else []
        label = label.rjust(self._table.label_width) + " "
        return [Span(label, "muted"), *before, *cells, *after]

    def row(self, row: int) -> Row:
        cells: Row = []
        inside, closing = False, None
        for column in self._columns:
            marked = self._in_brackets(row, column)
            number = self._number(row, column, "[" if marked and not inside else "")
            room = self._cell - len(self._behind)
            if closing:
                cells.append(closing)
                room -= 1
            is_last = column + 1 not in self._columns or not self._in_brackets(row, column + 1)
            inside = marked and not is_last
            number, closing = _closed(number) if marked and is_last else (number, None)
            cells += self._cell_of(number, row, column, room)
        cells.append(closing or Span(" ", bold=True))
        return self._edged(self._table.row_labels[row], cells)

    def _cell_of(self, number: Span, row: int, column: int, room: int) -> Row:
        """A number at the right of its cell, and what stands behind it."""
        wrong = self._table.wrong is not None and bool(self._table.wrong[row, column])
        is_apart = number.underline or (number.reverse and (row, column) != self._table.cursor)
        if not is_apart and not wrong:
            return [number._replace(text=number.text.rjust(room) + self._behind)]
        quiet = number._replace(underline=False)
        quiet = quiet._replace(reverse=False) if is_apart and number.reverse else quiet
        written = number.text.rstrip()
        after = number.text[len(written) :] + ("" if wrong else self._behind)
        parts = [
            quiet._replace(text=" " * (room - len(number.text))),
            number._replace(text=written),
            quiet._replace(text=after),
            *([_CROSS] if wrong else []),
        ]
        return [each for each in parts if each.text]

    def _in_brackets(self, row: int, column: int) -> bool:
        return (row, column) in self._table.marked or (row, column) == self._table.cursor

    def _number(self, row: int, column: int, opening: str) -> Span:
        table = self._table
        here = (row, column) == table.cursor
        if table.values is None or (table.known is not None and not table.known[row, column]):
            text = opening + UNKNOWN
            return Span(text, None if here else "muted", bold=here, reverse=here)
        value = float(table.values[row, column])
        text = opening + self._writing.text(value)
        changed = table.changed is not None and bool(table.changed[row, column])
        bold = self._in_brackets(row, column)
        style = Span(text, bold=bold, reverse=here or not np.isfinite(value), underline=changed)
        if here:
            return style._replace(fg="accent")
        if not self._palette.colour or not np.isfinite(value):
            return style
        ground = signed(value, self._strongest, self._palette)
        return style._replace(fg=readable_on(ground, self._palette), bg=ground)


def _closed(number: Span) -> tuple[Span, Span | None]:
    """Return a number with its bracket, or the bracket apart where it has no blank to stand at."""
    written = number.text.rstrip()
    if blanks := len(number.text) - len(written):
        return number._replace(text=f"{written}]{' ' * (blanks - 1)}"), None
    return number, Span("]", number.fg if number.reverse else None, None, True, number.reverse)


def is_tiny(values: Values) -> bool:
    """Whether decimals would hide the numbers: none of them reaches 0.01, but not all are 0."""
    return 0 < float(np.abs(values[np.isfinite(values)]).max(initial=0.0)) < TINY
