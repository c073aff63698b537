"""One frame of a network's stepper: network, operation, matrices, cache and timeline."""

from __future__ import annotations

from dataclasses import replace

from engine.trace import Value
from tutor.plots.arrange import beside, fitted, width_of
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.frames import framed, window
from tutor.plots.matrix_table import Table
from tutor.plots.network_drawing import Column, draw_network
from tutor.plots.timeline import phase_segments, timeline
from tutor.stepping.cache import cache_of, draw_cache
from tutor.stepping.motion import Motion, rolled
from tutor.stepping.network_panel import network_panel
from tutor.stepping.network_picture import SteppedNetwork
from tutor.stepping.networks import MOST_TERMS, NetworkTrace
from tutor.stepping.tables import draw_tables, step_tables, value_table
from tutor.stepping.view import View

LEAST_TOP = 9
TABLE_HEAD = 2
ROOMY = 20
"""From this many rows on, a blank one sets the matrices off."""
ROWS_A_UNIT, MOST_UNITS = 6, 12
GAP = 2


def network_frame(
    trace: NetworkTrace,
    view: View,
    palette: Palette,
    width: int,
    height: int,
    motion: Motion | None = None,
) -> Picture:
    """Draw network and operation side by side, below them the matrices, then cache and timeline.

    In a `motion` the colour goes along the lines at work, and the units' numbers roll.
    """
    below = _below(trace, view, width)
    gap: Picture = [[]] if height >= ROOMY else []
    room = height - len(below) - LEAST_TOP - len(gap)
    tallest = max(4, min(trace.most_rows(view.convention) + TABLE_HEAD, room))
    tables = draw_tables(_chosen_tables(trace, view), palette, width, tallest)
    tables += [[] for _ in range(tallest - len(tables))]
    top = _top_rows(trace, height - len(below) - tallest - len(gap))
    drawing, panel = _top(trace, view, palette, (width, top), motion)
    return [*beside(drawing, panel, gap=GAP), *gap, *tables, *below]


def _top_rows(trace: NetworkTrace, room: int) -> int:
    """How many rows the drawing gets: a few for each unit, if there are not too many of them."""
    shapes = [layer.output_shape for layer in trace.trace.network.layers]
    units = max([shape[0] for shape in shapes if len(shape) == 1], default=1)
    wish = ROWS_A_UNIT * units + 1 if units <= MOST_UNITS else MOST_UNITS + 3
    return min(room, max(LEAST_TOP, wish))


def _top(
    trace: NetworkTrace,
    view: View,
    palette: Palette,
    size: tuple[int, int],
    motion: Motion | None,
) -> tuple[Picture, Picture]:
    width, height = size
    panel_width = min(max(width * 9 // 20, 34), 60)
    room = width - panel_width - GAP
    scene = SteppedNetwork(trace, view, height)
    columns = scene.columns()
    size = room, height
    if motion is None:
        drawing = draw_network(columns, palette, *size)
    else:
        before = SteppedNetwork(trace, motion.was, height).columns()
        drawing = _moving(before, columns, palette, size, _reach(view, motion), motion.part)
    drawing = window(drawing, room, height, (0, scene.left_of_step(drawing)))
    title, body = network_panel(trace, view, panel_width - 4, height - 2)
    gap = max(0, room - width_of(drawing))
    drawing = [[*row, Span(" " * gap)] for row in drawing]
    return drawing, framed(title, body[: height - 2], panel_width, height=height)


def _reach(view: View, motion: Motion) -> tuple[float, float]:
    """Return from where to where the lines at work are lit: backward they are from the right."""
    leftward = view.walk.step is not None and view.walk.step.phase == "backward"
    return (1 - motion.part, 1.0) if leftward else (0.0, motion.part)


def _moving(
    before: list[Column],
    now: list[Column],
    palette: Palette,
    size: tuple[int, int],
    reach: tuple[float, float],
    part: float,
) -> Picture:
    """Draw the lines lit so far and the old numbers; without lines at work, the numbers roll."""
    if not any(column.lit for column in now):
        old, new = (draw_network(columns, palette, *size) for columns in (before, now))
        return rolled(old, new, part)
    kept = [replace(new, unit=old.unit) for new, old in zip(now, before, strict=True)]
    return draw_network(kept, palette, *size, reach)


def _chosen_tables(trace: NetworkTrace, view: View) -> list[Table]:
    """The matrices of what is open: an edit, a why, or the present step."""
    if view.editing is not None:
        name = view.editing.name
        return [value_table(view, name, trace.inputs[name], (), view.editing)]
    if view.trail:
        return _why_tables(trace, view)
    cell = view.cell
    if cell is None:
        return [value_table(view, name, value, ()) for name, value in trace.inputs.items()][:4]
    if view.shown_step is None or not cell.index or trace.terms(view.shown_step) > MOST_TERMS:
        return step_tables(view, ())
    return step_tables(view, trace.provenance(cell, view.walk.position + view.asking).sources)


def _why_tables(trace: NetworkTrace, view: View) -> list[Table]:
    """The sources of the number asked about, the picked one as the cursor; or the number itself."""
    why = view.trail[-1]
    names = dict.fromkeys(cell.name for cell in why.sources or (why.cell,) if cell.index)
    picked = why.sources[view.picks[-1]] if why.sources else why.cell
    tables = []
    for name in names:
        value = _value_asked_about(trace, view, name)
        cursor = picked if picked.name == name else None
        if value is not None:
            tables.append(value_table(view, name, value, why.sources, cursor))
    return tables


def _value_asked_about(trace: NetworkTrace, view: View, name: str) -> Value | None:
    number = view.trail[-1].step
    position = view.walk.position
    return trace.value(name, position) if number is None else trace.value_before(name, number)


def _below(trace: NetworkTrace, view: View, width: int) -> Picture:
    """The cache, the timeline of this training step, and that of all training steps."""
    outlines, position = trace.trace.outlines, view.walk.position
    batch = trace.batch_of(position)
    segments = phase_segments(outline.phase for outline in outlines)
    rows: Picture = []
    if trace.has_gradients:
        rows.append(draw_cache(cache_of(trace, position), width))
    rows.append(timeline(segments, position - batch * len(outlines), width))
    if len(trace.trace.batches) > 1:
        rows.append(batch_line(trace, batch, width))
    return rows


def batch_line(trace: NetworkTrace, batch: int, width: int) -> Row:
    """Where in the training a step lies: epoch, batch, and a bar of all of them."""
    total, room = len(trace.trace.batches), _bar_width(width)
    epoch, in_epoch = divmod(batch, trace.batches_per_epoch)
    text = f"epoch {epoch + 1}, batch {in_epoch + 1} · training step {batch + 1} of {total}"
    here = round(batch * (room - 1) / max(total - 1, 1))
    bar = [Span("━" * here, "accent"), Span("◆", "accent", bold=True)]
    label = fitted([Span(text, "muted")], width - room)
    return [*label, *bar, Span("─" * (room - here - 1), "muted")]


def batch_at(trace: NetworkTrace, column: int, width: int) -> int | None:
    """Return which training step a click on the bar means; None beside the bar."""
    room = _bar_width(width)
    place = column - (width - room)
    return round(place * (len(trace.trace.batches) - 1) / max(room - 1, 1)) if place >= 0 else None


def _bar_width(width: int) -> int:
    return max(10, width // 3)
