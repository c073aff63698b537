"""One frame of a graph's stepper: the graph, the operation, the place on the timeline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from tutor.plots.arrange import beside, fitted, row_width, width_of
from tutor.plots.cells import Picture, Row
from tutor.plots.frames import window
from tutor.plots.graph_drawing import Flow, GraphNode, draw_graph, layout_of
from tutor.plots.graph_layout import ROOMY, TIGHT, WIDE, WIDER, GraphLayout, Spacing
from tutor.plots.timeline import phase_segments, timeline
from tutor.stepping.graph_panel import column_panel, lying_panel
from tutor.stepping.graph_picture import GraphScene
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.motion import Motion
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

NARROWEST_PANEL, WIDEST_PANEL = 26, 46
GAP = 2
FEWEST_ROWS = 4
MOST_ROWS_APART = 12


def graph_frame(
    trace: GraphTrace, view: View, width: int, height: int, motion: Motion | None = None
) -> Picture:
    """Draw the graph, the panel beside it (or below, where the graph is wide) and the timeline.

    In a `motion` the numbers are those from before until the colour has come to the end.
    """
    scene = GraphScene(trace, view.walk)
    known = GraphScene(trace, motion.was.walk) if motion else scene
    nodes = _steady(trace, known.nodes)
    colour = view.walk.step.phase if view.walk.step else "muted"
    inputs = len(trace.graph.inputs)
    rows_apart = next((n for n in range(MOST_ROWS_APART, 2, -1) if n * inputs + 4 <= height), 2)
    spacing, stands = _arrangement(trace, width)
    spacing = spacing._replace(rows=rows_apart)
    flow = Flow(motion.part, leftward=colour == "backward") if motion else None
    drawing = draw_graph(nodes, scene.lit_edges, colour, spacing, flow)
    if trace.backward and not nodes[len(trace.inputs) - 1].below:
        drawing.append([])  # the place of the last input's derivative
    layout = layout_of(nodes, spacing)
    place = _middle(layout, scene, width)
    drawing = [fitted(row, max(layout.rights)) for row in drawing]
    room = width - width_of(drawing) - GAP
    if stands and room >= NARROWEST_PANEL:
        panel = column_panel(trace, view, min(room, WIDEST_PANEL), len(drawing))
        drawing = window(drawing, width_of(drawing), height - 3, place)
        body = beside(drawing, panel, gap=width - width_of(drawing) - row_width(panel[0]))
    else:
        panel = lying_panel(trace, view, width, height - len(drawing) - 1)
        room = max(FEWEST_ROWS, height - len(panel) - 1)
        body = [*window(drawing, width, room, place), *panel]
    spare = height - len(body) - 1
    above: Picture = [[]] if spare > 0 else []
    below: Picture = [[]] if spare > 1 else []
    return [*above, *body, *below, progress(view.walk, width)]


def _steady(trace: GraphTrace, nodes: Sequence[GraphNode]) -> list[GraphNode]:
    """Return the nodes as wide as they will ever be, so that the graph keeps its place."""
    widths = _widths_at_end(trace)
    return [node._replace(width=widths[node.name]) for node in nodes]


@lru_cache(maxsize=64)
def _widths_at_end(trace: GraphTrace) -> Mapping[str, int]:
    nodes = GraphScene(trace, Walk(trace).to_end()).nodes
    return {node.name: max(row_width(node.label), row_width(node.below)) for node in nodes}


@lru_cache(maxsize=64)
def _arrangement(trace: GraphTrace, width: int) -> tuple[Spacing, bool]:
    """How far apart the nodes are, and whether the panel stands beside them: once for all steps.

    As wide as leaves the panel all its room; roomy where the panel still fits beside the graph, or
    else below it; tight if it must be.
    """
    nodes = GraphScene(trace, Walk(trace).to_end()).nodes
    every = (WIDER, WIDE, ROOMY, TIGHT)
    widths = {spacing: width_of(draw_graph(nodes, spacing=spacing)) for spacing in every}
    for spacing in (WIDER, WIDE):
        if widths.pop(spacing) + GAP + WIDEST_PANEL <= width:
            return spacing, True
    for stands in (True, False):
        room = width - (NARROWEST_PANEL + GAP if stands else 0)
        for spacing, taken in widths.items():
            if taken <= room:
                return spacing, stands
    return TIGHT, False


def _middle(layout: GraphLayout, scene: GraphScene, width: int) -> tuple[int, int]:
    """The (row, column) amid what the step is about and all that it takes or goes to."""
    centre = scene.centre or scene.nodes[0].name
    near = {centre, *(name for edge in scene.lit_edges for name in edge)}
    items = [layout.node(name) for name in near]
    left = min(layout.lefts[item.column] for item in items)
    right = max(layout.rights[item.column] for item in items)
    if right - left > width:  # not all of it can be seen: the node itself has to be
        left = right = layout.lefts[layout.node(centre).column]
    rows = [layout.rows[item] for item in items]
    return (min(rows) + max(rows)) // 2 + 1, (left + right) // 2


def progress(walk: Walk, width: int) -> Row:
    """Draw the timeline of a walk."""
    return timeline(phase_segments(s.phase for s in walk.trace.steps), walk.position, width)
