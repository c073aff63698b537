"""What stands beside or below a graph: the operation at hand, upright or lying on its side."""

from __future__ import annotations

from functools import lru_cache

from engine.trace import Provenance, Step
from tutor.plots.arrange import beside, width_of
from tutor.plots.cells import Colour, Picture, Row, Span
from tutor.plots.frames import framed
from tutor.stepping import panels
from tutor.stepping.figures import figure, figure_tex
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.view import View
from tutor.typeset import TexError, typeset

GAP = 4
NARROWEST_REMARK = 20


def column_panel(trace: GraphTrace, view: View, width: int, height: int) -> Picture:
    """Draw the panel that stands beside a graph: one thing under the other."""
    walk, inner = view.walk, width - 4
    if view.trail:
        body = panels.why_panel(view, inner)
    elif view.check is not None:
        body = panels.check_panel(view.check, trace.graph.result, view.check.cell.name)
    elif view.asking and walk.next_step is not None and view.quiz is not None:
        step = walk.next_step
        body = panels.asked_panel(_asked_formula(trace, step), step.name, view.quiz, inner)
    elif walk.step is None:
        body = panels.start_panel(walk.next_step)
    else:
        number = walk.position - 1
        numbers = trace.graph.provenance(walk.step.name).numbers
        guess = view.quiz.guesses.get(number) if view.quiz else None
        body = panels.step_panel(walk.step, numbers, walk.step_was(number), inner, guess)
    height = max(height, tallest_column(trace, width))
    return framed(_title(trace, view, inner), body, width, height=height)


def lying_panel(trace: GraphTrace, view: View, width: int, room: int) -> Picture:
    """Draw the panel that lies below a graph: as few rows as the width allows.

    It is as high for every step, so that nothing jumps, as far as that keeps within `room` rows.
    """
    walk, inner = view.walk, width - 4
    if view.trail:
        body = _lying_why(view, inner)
    elif view.check is not None:
        rows = panels.check_panel(view.check, trace.graph.result, view.check.cell.name)
        body = beside(rows[:3], rows[4:], gap=GAP)
    elif view.asking and walk.next_step is not None and view.quiz is not None:
        step = walk.next_step
        question, _, *formula = panels.asked_panel(
            _asked_formula(trace, step), step.name, view.quiz, inner
        )
        body = [question, *formula]
    elif walk.step is None:
        body = panels.start_panel(walk.next_step)
    else:
        body = _lying_step(trace, view, walk.step, inner)
    height = min(tallest_lying(trace, width), room)
    return framed(_title(trace, view, inner), body, width, height=height)


def _asked_formula(trace: GraphTrace, step: Step) -> str:
    """What a step is to be foretold from: of a slope that is a number alone, the result's formula.

    The slope's own formula would say the answer.
    """
    return trace.graph.provenance(trace.graph.result).formula if step.note else step.formula


def _title(trace: GraphTrace, view: View, width: int) -> Row:
    if view.trail:
        return [Span("why?", "accent", bold=True)]
    if view.check is not None:
        return [Span("gradient check", "accent", bold=True)]
    position = view.walk.position + view.asking
    return panels.step_title(view.shown_step, position, len(trace.steps), width)


def _lying_step(trace: GraphTrace, view: View, step: Step, width: int) -> Picture:
    """The operation with what it was before the last edit, and what was guessed, at its right."""
    number = view.walk.position - 1
    rows = lying_formula(trace.graph.provenance(step.name), step.phase, width)
    said: Picture = []
    before = view.walk.step_was(number)
    if before is not None:
        said.append([Span(f"was {figure(float(before))}", "muted")])
    guess = view.quiz.guesses.get(number) if view.quiz else None
    if guess is not None:
        said += panels.guess_rows(guess, width)
    if step.note:
        said += _remark_beside(rows, step.note, width)
    return _beside_or_below(rows, said, width)


def _remark_beside(left: Picture, text: str, width: int) -> Picture:
    """A remark broken to the room at the right of some rows, or to the width if that is little."""
    room = width - width_of(left) - GAP
    return panels.wrapped(text, room if room >= NARROWEST_REMARK else width)


def lying_formula(why: Provenance, colour: Colour, width: int) -> Picture:
    """How a number comes about, broken only where it is too long: names = numbers = result."""
    result = figure_tex(why.value)
    tex = why.formula
    for part in (why.numbers, result):
        if part and not tex.endswith(f"= {part}"):
            tex += f" = {part}"
    rows = panels.formula_rows(tex, width)
    shown = f"= {_on_one_row(result)}"
    for place in reversed(range(len(rows))):
        text = rows[place][0].text.rstrip()
        if text.endswith(shown):
            rows[place] = [Span(text.removesuffix(shown)), Span(shown, colour, bold=True)]
            return rows
    return [*rows, [Span(f"= {figure(why.value)}", colour, bold=True)]]


def _on_one_row(tex: str) -> str | None:
    try:
        rows = typeset(tex)
    except TexError:
        return None
    return rows[0] if len(rows) == 1 else None


def _lying_why(view: View, width: int) -> Picture:
    """A number's formula with its numbers; its sources at the right of it, if there is room."""
    why = view.trail[-1]
    rows = [panels.trail_row(view, width), *lying_formula(why, "accent", width)]
    if not why.sources:
        return _beside_or_below(rows, _remark_beside(rows, why.reason, width), width)
    return _beside_or_below(rows, panels.source_rows(view, len(why.sources)), width)


def _beside_or_below(left: Picture, right: Picture, width: int) -> Picture:
    if width_of(left) + GAP + width_of(right) <= width:
        return beside(left, right, gap=GAP)
    return [*left, *right]


@lru_cache(maxsize=64)
def tallest_column(trace: GraphTrace, width: int) -> int:
    """Return how high a panel beside the graph has to be for every step: nothing may jump."""
    panel_rows = (
        panels.step_panel(step, trace.graph.provenance(step.name).numbers, None, width - 4)
        for step in trace.steps
    )
    return max(map(len, panel_rows)) + 2


@lru_cache(maxsize=64)
def tallest_lying(trace: GraphTrace, width: int) -> int:
    """Return how high a panel below the graph has to be for every step."""
    whys = (trace.graph.provenance(step.name) for step in trace.steps)
    return max(len(lying_formula(why, "muted", width - 4)) for why in whys) + 2
