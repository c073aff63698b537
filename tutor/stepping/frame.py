"""One frame of a stepper: a heading, and below it whatever suits the trace."""

from __future__ import annotations

import re

from tutor.plots.arrange import fitted
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.timeline import place_in_timeline
from tutor.stepping.conventions import NAMES
from tutor.stepping.graph_frame import graph_frame
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.loop_frame import loop_frame
from tutor.stepping.loops import LoopTrace
from tutor.stepping.motion import Motion, is_edit, rolled
from tutor.stepping.network_frame import batch_at, network_frame
from tutor.stepping.networks import NetworkTrace
from tutor.stepping.view import View


def frame(
    view: View,
    title: str,
    palette: Palette,
    width: int,
    height: int,
    motion: Motion | None = None,
) -> Picture:
    """Draw what the view shows in `width` columns and at most `height` rows, or the way to it."""
    trace = view.walk.trace
    if motion and is_edit(motion, view):
        old = frame(motion.was, title, palette, width, height)
        return rolled(old, frame(view, title, palette, width, height), motion.part)
    top = _header(title or trace.title, view, width)
    if isinstance(trace, NetworkTrace):
        return [top, *network_frame(trace, view, palette, width, height - 1, motion)]
    if isinstance(trace, LoopTrace):
        return [top, *loop_frame(trace, view, palette, width, height - 1)]
    assert isinstance(trace, GraphTrace)
    return [top, *graph_frame(trace, view, width, height - 1, motion)]


def _header(title: str, view: View, width: int) -> Row:
    """What is stepped through; at the right the score of the predictions, or the convention."""
    right: Row = []
    if view.quiz is not None:
        good, asked = view.quiz.score
        right = [Span(f"predicted {good}/{asked}", "accent")]
    elif isinstance(view.walk.trace, NetworkTrace):
        right = [Span(NAMES[view.convention], "muted")]
    room = width - sum(len(span.text) for span in right) - 2
    return [*fitted([Span(_shortened(title, room), bold=True)], room + 2), *right]


def _shortened(title: str, room: int) -> str:
    """Return a title that fits: formulas without their blanks, then without those in the middle."""
    if len(title) <= room:
        return title
    if " = " not in title:
        return f"{title[: room - 1]}…"
    parts = re.sub(r" *([-+*/=]) *", r"\1", title).split("; ")
    if len("; ".join(parts)) <= room:
        return "; ".join(parts)
    begun = "".join(f"{part}; " for part in parts[:-1])[: max(room - len(parts[-1]) - 3, 0)]
    kept = begun[: begun.rfind("; ") + 2] if "; " in begun else ""  # whole formulas
    short = f"{kept}…; {parts[-1]}"
    return short if len(short) <= room else f"{title[: room - 1]}…"


def position_at(view: View, row: int, column: int, width: int) -> int | None:
    """Return the position that a click means, `row` counted from the frame's last one up.

    The last row is the timeline; below it, where there are several training steps, is their bar.
    """
    trace, walk = view.walk.trace, view.walk
    several = isinstance(trace, NetworkTrace) and len(trace.trace.batches) > 1
    if several and isinstance(trace, NetworkTrace) and row == 0:
        batch = batch_at(trace, column, width)
        return None if batch is None else batch * trace.steps_in_pass + 1
    if row != several:
        return None
    start = trace.pass_start(walk.position)
    return start + place_in_timeline(trace.steps_in_pass, column, width)
