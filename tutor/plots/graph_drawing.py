"""A computation graph as box characters: inputs at the left, the result at the right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tutor.plots.cells import Colour, Picture, Row
from tutor.plots.graph_layout import ROOMY, GraphLayout, Spacing
from tutor.plots.strokes import HEAVY, LIGHT, Point, Sheet

Edge = tuple[str, str]
_HEAD = 2  # columns of the head of a flow


class Flow(NamedTuple):
    """How far the colour has come along the lit edges, from 0 to 1, and which way it goes."""

    part: float
    leftward: bool = False


class GraphNode(NamedTuple):
    """A node: what it is computed from, and what is written at its place."""

    name: str
    operands: tuple[str, ...]
    label: Row
    below: Row
    width: int = 0
    """Columns that it takes at least, so that nothing moves when more of it is known."""


def draw_graph(
    nodes: Sequence[GraphNode],
    lit: Collection[Edge] = (),
    colour: Colour = "forward",
    spacing: Spacing = ROOMY,
    flow: Flow | None = None,
) -> Picture:
    """Draw nodes given in an order they can be computed in; edges (operand, node) in `lit` are
    heavy and coloured, as far as the `flow` has come. Lines that belong together meet (├, or ● for
    four); others cross (┼).
    """
    layout = layout_of(nodes, spacing)
    sheet = Sheet()
    for column in layout.columns:
        for item in column:
            for source in layout.sources(item):
                sheet.line(*layout.path(source, item), fg="muted", weight=LIGHT)
    paths = [
        layout.path(source, item)
        for operand, name in lit
        for source, item in layout.pieces(operand, name)
    ]
    for path in paths:
        if flow is None:
            sheet.line(*path, fg=colour, weight=HEAVY)
    if flow is not None and paths:
        _flowing(sheet, paths, colour, flow)
    _mark_branches(sheet, layout)
    for node in nodes:
        item = layout.node(node.name)
        row, left = layout.rows[item], layout.lefts[item.column]
        sheet.write(row, left, node.label)
        sheet.write(row + 1, left, node.below)
    return sheet.picture()


def _flowing(sheet: Sheet, paths: Sequence[Sequence[Point]], colour: Colour, flow: Flow) -> None:
    """Light the paths up to where the flow is, its head the brightest."""
    columns = [column for path in paths for _, column in path]
    first, last = min(columns), max(columns)
    come = round(flow.part * (last - first))
    lit = (last - come, last) if flow.leftward else (first, first + come)
    head = (lit[0], lit[0] + _HEAD) if flow.leftward else (lit[1] - _HEAD, lit[1])
    for reach, ink in ((lit, colour), (head, "text")):
        for path in paths:
            for piece in _within(path, *reach):
                sheet.line(*piece, fg=ink, weight=HEAVY)


def _within(path: Sequence[Point], first: int, last: int) -> Iterator[tuple[Point, Point]]:
    """Yield the pieces of a path that lie between two columns."""
    for (row, column), (to_row, to_column) in pairwise(path):
        start, end = max(min(column, to_column), first), min(max(column, to_column), last)
        if start < end or (column == to_column and start == end):
            yield (row, start), (to_row, end)


def layout_of(nodes: Sequence[GraphNode], spacing: Spacing = ROOMY) -> GraphLayout:
    """Return where `draw_graph` puts the nodes."""
    operands = {node.name: node.operands for node in nodes}
    widths = {
        node.name: max(_length(node.label), _length(node.below), node.width) for node in nodes
    }
    return GraphLayout(operands, widths, spacing)


def _length(row: Row) -> int:
    return sum(len(span.text) for span in row)


def _mark_branches(sheet: Sheet, layout: GraphLayout) -> None:
    """Where a line both turns into a joint and goes on, four arms meet: show that they do."""
    for item, joint in layout.joints.items():
        for source in layout.sources(item):
            row = layout.rows[source]
            if sheet.arms(row, joint) == 4:
                sheet.glyph(row, joint, "●")
