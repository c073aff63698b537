"""A Markdown table as one widget: a rule under the head, columns as wide as they need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static
from textual.widgets._markdown import MarkdownTable  # not among the public names

GUTTER = 3  # cells between columns
NARROWEST = 8  # a column is not squeezed below this


class TableBlock(MarkdownTable):
    """A table in the text."""

    def compose(self) -> ComposeResult:
        yield TableView(*self._get_headers_and_rows())


class TableView(Static):
    """Draws the table to the width it gets; cells wrap where that is too narrow."""

    def __init__(self, headers: Sequence[Content], rows: Sequence[Sequence[Content]]) -> None:
        super().__init__()
        self._headers = headers
        self._rows = rows

    def on_resize(self, event: Resize) -> None:
        self.update(draw_table(self._headers, self._rows, event.size.width))


def draw_table(
    headers: Sequence[Content], rows: Sequence[Sequence[Content]], width: int
) -> Content:
    """Return the table in at most `width` cells, as far as its narrowest columns allow."""
    columns = list(zip(*[headers, *rows], strict=True))
    widths = fitted([max(cell.cell_length for cell in column) for column in columns], width)
    rule = Content.styled("─" * (sum(widths) + GUTTER * (len(widths) - 1)), "$foreground 25%")
    lines = _row_lines([head.stylize("$text-muted") for head in headers], widths)
    lines.append(rule)
    for row in rows:
        lines += _row_lines(row, widths)
    return Content("\n").join(lines)


def fitted(natural: Sequence[int], width: int) -> list[int]:
    """Return column widths that fit into `width`, taken from the widest columns first."""
    widths = list(natural)
    available = width - GUTTER * (len(widths) - 1)
    while sum(widths) > available and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row_lines(cells: Sequence[Content], widths: Sequence[int]) -> list[Content]:
    wrapped = [cell.wrap(width) for cell, width in zip(cells, widths, strict=True)]
    gap = Content(" " * GUTTER)
    return [
        gap.join(
            (piece or Content("")).pad_right(width - (piece.cell_length if piece else 0))
            for piece, width in zip(line, widths, strict=True)
        )
        for line in zip_longest(*wrapped)
    ]
