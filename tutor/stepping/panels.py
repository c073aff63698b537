"""What stands beside the drawing: the operation at hand, why a number is so, a gradient check."""

from __future__ import annotations

import re
from textwrap import wrap

from engine.trace import Cell, Provenance, Step, Value
from tutor.plots.cells import Colour, Picture, Row, Span
from tutor.plots.timeline import PHASE_GLYPHS
from tutor.stepping.figures import figure, figure_tex
from tutor.stepping.gradient_check import GradientCheck
from tutor.stepping.predictions import Guess, Quiz
from tutor.typeset import TexError, typeset

OUTCOMES = {"right": ("✔", "right"), "carried": ("◐", "partly"), "wrong": ("✘", "wrong")}


def formula_rows(tex: str, width: int, fg: Colour | None = None, *, bold: bool = False) -> Picture:
    """Typeset a formula; what cannot be typeset is shown as it is written."""
    try:
        rows = typeset(tex, width)
    except TexError:
        rows = [tex]
    return [[Span(row, fg, bold=bold)] for row in rows]


def step_title(step: Step | None, position: int, total: int) -> Row:
    if step is None:
        return [Span(f"step 0 of {total}", bold=True), Span(" · start", "muted")]
    return [
        Span(f"step {position} of {total}", bold=True),
        Span(f" · {step.phase} {PHASE_GLYPHS[step.phase]}", step.phase),
    ]


def start_panel(following: Step | None) -> Picture:
    """Before the first step."""
    rows: Picture = [[Span("The inputs are known.")]]
    if following is not None:
        rows.append([Span("→", "accent", bold=True), Span(f" computes {following.name}.")])
    return rows


def step_panel(
    step: Step, numbers: str, before: Value | None, width: int, guess: Guess | None = None
) -> Picture:
    """The operation with names, then with numbers, then its result."""
    rows = formula_rows(step.formula, width)
    if numbers and numbers != figure_tex(float(step.value)):
        rows += formula_rows(f"= {numbers}", width)
    result: Row = [Span(f"= {figure(float(step.value))}", step.phase, bold=True)]
    if before is not None:
        result.append(Span(f"   was {figure(float(before))}", "muted"))
    rows.append(result)
    if step.note:
        rows += _wrapped(step.note, width)
    if guess is not None:
        rows += _guess_rows(guess)
    return rows


def asked_panel(step: Step, quiz: Quiz, width: int) -> Picture:
    """The operation about to happen, its result withheld."""
    what = {"value": "What is", "sign": "Which sign has", "shape": "What shape has"}[quiz.asked]
    question: Row = [Span("? ", "accent", bold=True), Span(f"{what} {step.name}?", bold=True)]
    return [*formula_rows(step.formula, width), [], question]


def _guess_rows(guess: Guess) -> Picture:
    glyph, role = OUTCOMES[guess.outcome]
    text = f"{glyph} you said {guess.text.strip()}"
    rows: Picture = [[Span(text, role)]]
    if guess.outcome == "carried":
        rows.append([Span("right, given your earlier number", "muted")])
    return rows


def why_panel(
    why: Provenance, values: list[float], pick: int, trail: tuple[Cell, ...], width: int
) -> Picture:
    """A number's formula with its numbers, and its sources to go on to."""
    rows: Picture = [[Span(" › ".join(map(cell_name, trail))[-width:], "muted")]]
    rows += formula_rows(why.formula, width)
    if not why.sources:
        rows.append([Span(f"= {figure(why.value)}", "accent", bold=True)])
        rows.append([Span("An input: given, not computed.", "muted")])
        return rows
    if why.numbers != figure_tex(why.value):
        rows += formula_rows(f"= {why.numbers}", width)
    rows.append([Span(f"= {figure(why.value)}", "accent", bold=True)])
    for number, (cell, value) in enumerate(zip(why.sources, values, strict=True)):
        picked = number == pick
        mark = Span("❯ " if picked else "  ", "accent", bold=True)
        rows.append([mark, Span(f"{cell_name(cell)} = {figure(value)}", bold=picked)])
    return rows


def check_panel(check: GradientCheck, result: str) -> Picture:
    """Both losses, the quotient and the analytic derivative with the digits that agree lit."""
    name, epsilon = cell_name(check.cell), figure(check.epsilon)
    rows: Picture = [
        [Span(f"{name} nudged by ε = {epsilon}")],
        [Span(f"{result}({name}+ε) = {check.above:.10g}")],
        [Span(f"{result}({name}−ε) = {check.below:.10g}")],
        [],
    ]
    for label, value in (("quotient", check.quotient), ("analytic", check.analytic)):
        rows.append([Span(f"{label}  ", "muted"), *_lit_digits(value, check.digits)])
    verdict = f"{check.digits} digits agree" if check.digits < 12 else "every digit agrees"
    good = check.digits >= 4
    rows.append([Span(f"{'✔' if good else '✘'} {verdict}", "right" if good else "wrong")])
    return rows


def _lit_digits(value: float, digits: int) -> Row:
    text = f"{value:#.10g}"
    match = re.match(rf"-?[0.]*(?:\d\.?){{0,{digits}}}", text)
    end = match.end() if match and digits else 0
    return [Span(text[:end], "right", bold=True, underline=True), Span(text[end:], "muted")]


def cell_name(cell: Cell) -> str:
    """Return a cell's name as a reader counts, from 1: "W[1] (2, 3)"."""
    place = ", ".join(str(index + 1) for index in cell.index)
    return f"{cell.name} ({place})" if place else cell.name


def _wrapped(text: str, width: int) -> Picture:
    return [[Span(line, "muted")] for line in wrap(text, width)]
