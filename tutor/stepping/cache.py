"""What the forward pass keeps for the backward pass, filling up and being used up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from tutor.plots.arrange import cut, fitted, row_width, shortened
from tutor.plots.cells import Row, Span
from tutor.stepping.networks import NetworkTrace

State = Literal["empty", "kept", "used", "done"]
LEGEND = "□ not yet   ■ kept   ▣ in use   ▫ used up"
GLYPHS: dict[State, str] = {"empty": "□", "kept": "■", "used": "▣", "done": "▫"}


class Kept(NamedTuple):
    """A value that backward steps need, and where it stands in its life."""

    name: str
    state: State


def cache_of(trace: NetworkTrace, position: int) -> list[Kept]:
    """Return the values kept for going back, in the order they were first there."""
    steps = trace.trace.outlines
    done = position - trace.batch_of(position) * len(steps)
    computed = {step.name for step in steps if step.phase == "backward"}
    uses: dict[str, list[int]] = {}
    begins: dict[str, int] = {}
    for number, step in enumerate(steps, start=1):
        for name in (*step.operands, step.name):
            begins.setdefault(name, number)
        if step.phase == "backward":
            for name in step.operands:
                if name not in computed and name != "m":
                    uses.setdefault(name, []).append(number)
    order = sorted(uses, key=lambda name: begins[name])
    return [Kept(name, _state(begins[name], uses[name], done)) for name in order]


def _state(begins: int, uses: Sequence[int], done: int) -> State:
    if done in uses:
        return "used"
    if done < begins:
        return "empty"
    return "kept" if done < uses[-1] else "done"


def draw_cache(kept: Sequence[Kept], width: int) -> Row:
    """Draw the cache on one line, around what is being used."""
    row: Row = [Span("cache  ", "muted")]
    centre, starts = 0, [0]
    for name, state in kept:
        starts.append(row_width(row))
        if state == "used":
            centre = starts[-1]
        colour = {"kept": "forward", "used": "backward"}.get(state, "muted")
        row.append(Span(f"{GLYPHS[state]} {name}", colour, bold=state == "used"))
        row.append(Span("  "))
    row = row[:-1]  # no blanks after the last one
    length = row_width(row)
    if length + len(LEGEND) <= width:
        return [*fitted(row, width - len(LEGEND)), Span(LEGEND, "muted")]
    left = max(0, min(centre - width // 2, length - width + 2))
    left = next((start for start in starts if start >= left), centre)
    seen = shortened(cut(row, left, length), width - 2 * (left > 0))
    return [Span("‹ ", "muted"), *seen] if left else seen
