"""What stands beside a network's drawing: the operation, and the number looked at in it."""

from __future__ import annotations

import numpy as np

from engine.trace import Cell, Provenance, Step
from tutor.plots.cells import Picture, Row, Span
from tutor.stepping import panels
from tutor.stepping.conventions import turned_formula
from tutor.stepping.figures import figure
from tutor.stepping.networks import MOST_TERMS, NetworkTrace
from tutor.stepping.trend import draw_trend
from tutor.stepping.view import View
from tutor.stepping.words import sentence


def network_panel(trace: NetworkTrace, view: View, width: int, height: int) -> tuple[Row, Picture]:
    """Return the panel's title and its rows, `height` of them at most."""
    walk, step = view.walk, view.shown_step
    if view.trail:
        return [Span("why?", "accent", bold=True)], _why(view, width, height)
    if view.check is not None:
        title = [Span("gradient check", "accent", bold=True)]
        return title, panels.check_panel(view.check, "J", view.name_of(view.check.cell))
    if view.trend is not None:
        name, batch = view.name_of(view.trend.cell), trace.batch_of(walk.position)
        return [Span("followed", "accent", bold=True)], draw_trend(
            view.trend, batch, name, width, height
        )
    title = panels.step_title(step, walk.position + view.asking, len(trace.steps), width)
    if step is None:
        return title, panels.start_panel(walk.next_step)
    if view.asking and view.quiz is not None:
        formula = turned_formula(step.formula, view.convention)
        return title, panels.asked_panel(formula, asked_name(view), view.quiz, width)
    return title, _operation(trace, view, step, width, height)


def asked_name(view: View) -> str:
    """Return what a guess is about: the cell looked at, or the whole value for its shape."""
    cell, step = view.cell, view.shown_step
    if cell is None or step is None:
        return ""
    return step.name if view.quiz and view.quiz.asked == "shape" else view.name_of(cell)


def _operation(trace: NetworkTrace, view: View, step: Step, width: int, height: int) -> Picture:
    """The operation with names, then the cell looked at with its numbers."""
    cell = view.cell_in(step)
    head = panels.formula_within(turned_formula(step.formula, view.convention), width, height // 2)
    value = float(np.asarray(step.value)[cell.index])
    tail: Picture = [_result(view, cell, value, step.phase)]
    before = view.changed_cell()
    if before is not None:
        tail = panels.with_before(tail[0], before, width)
    guess = view.quiz.guesses.get(view.walk.position - 1) if view.quiz else None
    if guess is not None:
        tail += panels.guess_rows(guess, width)
    if step.note:
        tail += panels.wrapped(step.note, width)
    room = height - len(tail)
    if len(head) > room:  # the number matters most
        head = [*head[: room - 1], [Span("⋮", "muted")]]
    if trace.terms(step) > MOST_TERMS:
        return [*head, *tail]
    why = trace.provenance(cell, view.walk.position)
    rows = [*head, *_numbers(view, why, width, height - len(head) - len(tail)), *tail]
    words = panels.wrapped(sentence(step), width)
    return [*rows, [], *words] if len(rows) + 1 + len(words) <= height else rows


def _numbers(view: View, why: Provenance, width: int, height: int) -> Picture:
    """The cell's own formula, if there is room for it, and the formula with its numbers."""
    names = panels.formula_rows(turned_formula(why.formula, view.convention), width)
    numbers = panels.formula_rows(f"= {panels.numbers_tex(why.numbers)}", width)
    if len(names) + len(numbers) <= height and why.cell.index:
        return [*names, *numbers]
    if len(numbers) <= height:
        return numbers
    shortened = [*numbers[: max(0, height - 2)], [Span("  ⋮", "muted")], numbers[-1]]
    return shortened[-height:] if height > 0 else []


def _result(view: View, cell: Cell, value: float, colour: str) -> Row:
    name = f"{view.name_of(cell)} = "
    return [Span(name, "muted"), Span(figure(value), colour, bold=True)]


def _why(view: View, width: int, height: int) -> Picture:
    """The trail, the number's formula and numbers, and its sources around the picked one."""
    why = view.trail[-1]
    rows: Picture = [panels.trail_row(view, width)]
    if not why.sources:
        result = _result(view, why.cell, why.value, "accent")
        return [*rows, result, *panels.origin_rows(why, width)]
    sources = panels.source_rows(view, max(2, height // 3))
    room = height - len(rows) - 1 - len(sources)
    return [
        *rows,
        *_numbers(view, why, width, room),
        _result(view, why.cell, why.value, "accent"),
        *sources,
    ]
