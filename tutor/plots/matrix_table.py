"""A matrix as a labelled table, its numbers' sizes as colour; what does not fit is folded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tutor.plots.arrange import shortened
from tutor.plots.axes import Values
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.shades import readable_on, signed

Place = tuple[int, int]
MORE_ACROSS, MORE_DOWN, UNKNOWN = "…", "⋮", "·"
TINY, LARGE = 0.01, 1e5
_CROSS = Span("✘", "wrong", bold=True)
FOLD = 2
"""The width of the mark for columns that are folded away."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A matrix and what is to be seen in it."""

    title: Row
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
    head: Picture = [table.title]
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


def cell_width(table: Table, digits: int) -> int:
    """Return how many columns a number takes, with a bracket and a space before it."""
    labels = max(map(len, table.column_labels), default=1)
    number = digits + 2 if table.values is None else _number_width(table.values, digits)
    return 2 + max(labels, number)


def _number_width(values: Values, digits: int) -> int:
    """How many characters the longest number takes, from the extremes and the decimals in use."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return len("−inf")
    tiny = is_tiny(values)
    texts = [_number_text(float(value), digits, tiny) for value in (finite.min(), finite.max())]
    plainly = finite[np.abs(finite) < LARGE]
    rounded = np.abs(plainly).round(digits)
    if plainly.size and not tiny:
        used = next(d for d in range(digits + 1) if np.array_equal(rounded.round(d), rounded))
        texts += [f"{value:.{used}f}" for value in (plainly.min(), plainly.max())]
    if (hidden := plainly[(rounded == 0) & (plainly != 0)]).size:
        sign = -1.0 if hidden.min() < 0 else 1.0
        texts.append(_number_text(sign * float(np.abs(hidden).min()), digits, tiny))
    return max(map(len, [*texts, "−inf" if finite.size < values.size else ""]))


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
        self._cell, self._digits, self._columns = cell, digits, columns
        values = table.values
        finite = np.zeros(1) if values is None else np.abs(values[np.isfinite(values)])
        self._strongest = float(finite.max(initial=0.0))
        self._tiny = values is not None and is_tiny(values)

    def head(self) -> Row:
        if not any(self._table.column_labels):
            return [*self._table.subtitle]
        labels = "".join(self._table.column_labels[c].rjust(self._cell) for c in self._columns)
        labels += " " * (self._columns.stop < self._table.shape[1])  # for a bracket in the rows
        return self._edged(" " * self._table.label_width, [Span(labels, "muted")])

    def fold(self) -> Row:
        marks = MORE_DOWN.rjust(self._cell) * len(self._columns)
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
        closed, wrong = True, False
        for column in self._columns:
            marked = self._in_brackets(row, column)
            opening = "[" if marked and closed else "]" if not marked and not closed else " "
            number = self._number(row, column, opening)
            if wrong and not number.text.startswith("["):
                cells.append(_CROSS)
                number = number._replace(text=number.text[1:])
            cells.append(number)
            closed, wrong = not marked, self._is_wrong(row, column)
        cells.append(_CROSS if wrong else Span(" " if closed else "]", bold=True))
        return self._edged(self._table.row_labels[row], cells)

    def _is_wrong(self, row: int, column: int) -> bool:
        return self._table.wrong is not None and bool(self._table.wrong[row, column])

    def _in_brackets(self, row: int, column: int) -> bool:
        return (row, column) in self._table.marked or (row, column) == self._table.cursor

    def _number(self, row: int, column: int, opening: str) -> Span:
        table = self._table
        here = (row, column) == table.cursor
        if table.values is None or (table.known is not None and not table.known[row, column]):
            text = self._placed(opening, UNKNOWN)
            return Span(text, None if here else "muted", bold=here, reverse=here)
        value = float(table.values[row, column])
        text = self._placed(opening, _number_text(value, self._digits, self._tiny))
        changed = table.changed is not None and bool(table.changed[row, column])
        bold = self._in_brackets(row, column)
        style = Span(text, bold=bold, reverse=here, underline=changed)
        if here:
            return style._replace(fg="accent")
        if not self._palette.colour:
            return style
        ground = self._palette.background
        if np.isfinite(value):
            ground = signed(value, self._strongest, self._palette)
        return style._replace(fg=readable_on(ground, self._palette), bg=ground)

    def _placed(self, opening: str, text: str) -> str:
        """A number at the right of its cell; an opening bracket stands at the number."""
        if opening == "[":
            return f"[{text}".rjust(self._cell)
        return opening + text.rjust(self._cell - 1)


def is_tiny(values: Values) -> bool:
    """Whether decimals would hide the numbers: none of them reaches 0.01, but not all are 0."""
    return 0 < float(np.abs(values[np.isfinite(values)]).max(initial=0.0)) < TINY


def _number_text(value: float, digits: int, tiny: bool) -> str:
    """A number of few characters; what its decimals would hide is written by its power of ten."""
    if value == 0:
        return "0"
    if not np.isfinite(value):
        return str(float(value)).replace("-", "−")
    if abs(value) < LARGE and not tiny:
        text = f"{value:.{digits}f}"
        text = text.rstrip("0").rstrip(".") if digits else text
        if text not in ("0", "-0"):
            return text.replace("-", "−")
        digits = 0
    mantissa, _, exponent = f"{value:.{max(digits - 2, 0)}e}".partition("e")
    return f"{mantissa}e{int(exponent)}".replace("-", "−")
