"""One frame of a graph's stepper: the graph, the operation, the place on the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tutor.plots.arrange import beside, row_width, width_of
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.frames import framed, window
from tutor.plots.graph_drawing import GraphNode, draw_graph, layout_of
from tutor.plots.graph_layout import ROOMY, TIGHT, Spacing
from tutor.plots.timeline import phase_segments, timeline
from tutor.stepping import panels
from tutor.stepping.graph_picture import GraphScene
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

NARROWEST_PANEL, WIDEST_PANEL = 26, 46
GAP = 2


def graph_frame(trace: GraphTrace, view: View, width: int, height: int) -> Picture:
    """Draw the graph, the panel beside it (or below, where the graph is wide) and the timeline."""
    scene = GraphScene(trace, view.walk)
    nodes = scene.nodes
    rows_apart = 3 if 3 * len(trace.graph.inputs) + 3 <= height else 2
    colour = view.walk.step.phase if view.walk.step else "muted"
    spacing = _spacing(nodes, width)._replace(rows=rows_apart)
    drawing = draw_graph(nodes, scene.lit_edges, colour, spacing)
    if trace.backward and not nodes[len(trace.inputs) - 1].below:
        drawing.append([])  # the place of the last input's derivative
    layout = layout_of(nodes, spacing)
    centre = layout.node(scene.centre or nodes[0].name)
    place = layout.rows[centre], layout.lefts[centre.column]
    room = width - width_of(drawing) - GAP
    if room >= NARROWEST_PANEL:
        room = min(room, WIDEST_PANEL)
        panel = _panel(trace, view, room, max(len(drawing), tallest_panel(trace, room)))
        drawing = window(drawing, width_of(drawing), height - 2, place)
        body = beside(drawing, panel, gap=width - width_of(drawing) - row_width(panel[0]))
    else:
        panel = _panel(trace, view, width, tallest_panel(trace, width))
        drawing = window(drawing, width, max(4, height - len(panel) - 2), place)
        body = [*drawing, *panel]
    return [*body, [], progress(view.walk, width)]


def _spacing(nodes: Sequence[GraphNode], width: int) -> Spacing:
    """Roomy where the panel still fits beside the graph, or else below it; tight if it must be."""
    widths = {spacing: width_of(draw_graph(nodes, spacing=spacing)) for spacing in (ROOMY, TIGHT)}
    for room in (width - NARROWEST_PANEL - GAP, width):
        for spacing, taken in widths.items():
            if taken <= room:
                return spacing
    return TIGHT


def progress(walk: Walk, width: int) -> Row:
    """Draw the timeline of a walk."""
    return timeline(phase_segments(s.phase for s in walk.trace.steps), walk.position, width)


def _panel(trace: GraphTrace, view: View, width: int, height: int) -> Picture:
    walk, inner = view.walk, width - 4
    total = len(trace.steps)
    title = panels.step_title(view.shown_step, walk.position + view.asking, total, inner)
    if view.trail:
        title = [Span("why?", "accent", bold=True)]
        body = panels.why_panel(view, inner)
    elif view.check is not None:
        title = [Span("gradient check", "accent", bold=True)]
        body = panels.check_panel(view.check, trace.graph.result, view.check.cell.name)
    elif view.asking and walk.next_step is not None and view.quiz is not None:
        step = walk.next_step
        body = panels.asked_panel(step.formula, step.name, view.quiz, inner)
    elif walk.step is None:
        body = panels.start_panel(walk.next_step)
    else:
        number = walk.position - 1
        numbers = trace.graph.provenance(walk.step.name).numbers
        guess = view.quiz.guesses.get(number) if view.quiz else None
        body = panels.step_panel(walk.step, numbers, walk.step_was(number), inner, guess)
    return framed(title, body, width, height=height)


@lru_cache(maxsize=64)
def tallest_panel(trace: GraphTrace, width: int) -> int:
    """Return how high the panel has to be for every step, so that nothing jumps."""
    panel_rows = (
        panels.step_panel(step, trace.graph.provenance(step.name).numbers, None, width - 4)
        for step in trace.steps
    )
    return max(len(rows) for rows in panel_rows) + 2
