"""A Markdown table as one widget: a rule under the head, columns as wide as they need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static
from textual.widgets._markdown import (  # not among the public names
    MarkdownBlock,
    MarkdownTable,
    MarkdownTH,
)

GUTTER = 3  # cells between columns
NARROWEST = 8  # a column is not squeezed below this


class TableBlock(MarkdownTable):
    """A table in the text."""

    def compose(self) -> ComposeResult:
        yield TableView(*self._get_headers_and_rows(), _alignments(self))


class TableView(Static):
    """Draws the table to the width it gets; cells wrap where that is too narrow."""

    def __init__(
        self,
        headers: Sequence[Content],
        rows: Sequence[Sequence[Content]],
        alignments: Sequence[str],
    ) -> None:
        super().__init__()
        self._alignments = alignments
        self._headers = headers
        self._rows = rows

    # Drawn whenever it is asked for: a table without height is told of no resize.
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._drawn(width).plain.count("\n") + 1

    def render(self) -> Content:
        return self._drawn(self.size.width)

    def _drawn(self, width: int) -> Content:
        return draw_table(self._headers, self._rows, width, self._alignments)


def draw_table(
    headers: Sequence[Content],
    rows: Sequence[Sequence[Content]],
    width: int,
    alignments: Sequence[str] = (),
) -> Content:
    """Return the table in at most `width` cells, as far as its narrowest columns allow.

    `alignments` are "left", "center" or "right", one a column; without them all are left.
    """
    sides = alignments or ["left"] * len(headers)
    columns = list(zip(*[headers, *rows], strict=True))
    widths = fitted([max(cell.cell_length for cell in column) for column in columns], width)
    rule = Content.styled("─" * (sum(widths) + GUTTER * (len(widths) - 1)), "$foreground 25%")
    lines = _row_lines([head.stylize("$text-muted") for head in headers], widths, sides)
    lines.append(rule)
    for row in rows:
        lines += _row_lines(row, widths, sides)
    return Content("\n").join(lines)


def fitted(natural: Sequence[int], width: int) -> list[int]:
    """Return column widths that fit into `width`, taken from the widest columns first."""
    widths = list(natural)
    available = width - GUTTER * (len(widths) - 1)
    while sum(widths) > available and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _alignments(block: MarkdownBlock) -> list[str]:
    """Return how the columns are aligned, as the colons under the heads say."""
    found: list[str] = []
    for child in block._blocks:
        if isinstance(child, MarkdownTH):
            style = str(child._token.attrGet("style") or "")
            found.append(style.removeprefix("text-align:") or "left")
        found += _alignments(child)
    return found


def _row_lines(
    cells: Sequence[Content], widths: Sequence[int], sides: Sequence[str]
) -> list[Content]:
    wrapped = [cell.wrap(width) for cell, width in zip(cells, widths, strict=True)]
    gap = Content(" " * GUTTER)
    return [
        gap.join(
            _placed(piece or Content(""), width, side)
            for piece, width, side in zip(line, widths, sides, strict=True)
        )
        for line in zip_longest(*wrapped)
    ]


def _placed(piece: Content, width: int, side: str) -> Content:
    blank = max(width - piece.cell_length, 0)
    left = {"right": blank, "center": blank // 2}.get(side, 0)
    return piece.pad_left(left).pad_right(blank - left)
