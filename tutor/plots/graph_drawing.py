"""A computation graph as box characters: inputs at the left, the result at the right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from tutor.plots.cells import Colour, Picture, Row
from tutor.plots.graph_layout import ROOMY, GraphLayout, Spacing
from tutor.plots.strokes import HEAVY, LIGHT, Sheet

Edge = tuple[str, str]


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
) -> Picture:
    """Draw nodes given in an order they can be computed in; edges (operand, node) in `lit` are
    heavy and coloured. Lines that belong together meet (├, or ● for four); others cross (┼).
    """
    layout = layout_of(nodes, spacing)
    sheet = Sheet()
    for column in layout.columns:
        for item in column:
            for source in layout.sources(item):
                sheet.line(*layout.path(source, item), fg="muted", weight=LIGHT)
    for operand, name in lit:
        for source, item in layout.pieces(operand, name):
            sheet.line(*layout.path(source, item), fg=colour, weight=HEAVY)
    _mark_branches(sheet, layout)
    for node in nodes:
        item = layout.node(node.name)
        row, left = layout.rows[item], layout.lefts[item.column]
        sheet.write(row, left, node.label)
        sheet.write(row + 1, left, node.below)
    return sheet.picture()


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
