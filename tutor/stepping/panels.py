"""What stands beside the drawing: the operation at hand, why a number is so, a gradient check."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from engine.counted import counted
from engine.trace import Provenance, Step, Value
from tutor.plots.arrange import row_width
from tutor.plots.cells import Colour, Picture, Row, Span
from tutor.plots.numbers import shown
from tutor.plots.timeline import PHASE_GLYPHS
from tutor.stepping.figures import SMALL, figure, figure_tex
from tutor.stepping.gradient_check import NudgedGradient
from tutor.stepping.predictions import Guess, StepQuiz
from tutor.stepping.reasons import INPUT
from tutor.stepping.view import View
from tutor.typeset import TexError, inline, typeset
from tutor.typeset.breaks import lines_of

OUTCOMES = {"right": ("✔", "right"), "carried": ("◐", "partly"), "wrong": ("✘", "wrong")}


def formula_rows(tex: str, width: int, fg: Colour | None = None, *, bold: bool = False) -> Picture:
    """Typeset a formula; what cannot be typeset is shown as it is written."""
    rows = _typeset(tex, width)
    return [[Span(row, fg, bold=bold)] for row in rows]


def formula_within(tex: str, width: int, height: int) -> Picture:
    """Typeset a formula; on running lines of text where it would take more than `height` rows."""
    rows = formula_rows(tex, width)
    if len(rows) <= height:
        return rows
    try:
        return [[Span(line)] for line in lines_of(inline(tex), width)]
    except TexError:
        return rows


@lru_cache(maxsize=512)
def _typeset(tex: str, width: int) -> tuple[str, ...]:
    try:
        rows = typeset(tex, width)
        if max(map(len, rows)) > width:  # brackets that grow with their content cannot be broken
            rows = typeset(tex.replace(r"\left", "").replace(r"\right", ""), width)
    except TexError:
        rows = [tex]
    return tuple(rows)


def numbers_tex(tex: str) -> str:
    r"""Return numbers with fewer digits, and a mean as (sum) / m, which can be broken."""
    match = re.fullmatch(r"\\frac\{1\}\{(\d+)\} \\left\((.*)\\right\)", tex)
    if match:
        tex = rf"({match[2]}) / {match[1]}"
    return re.sub(r"\d+\.\d{5,}", lambda number: _shorter(float(number[0])), tex)


def _shorter(value: float) -> str:
    """Four decimals; of numbers below 0.1 four digits that count."""
    if value < SMALL:
        return figure_tex(value)
    return f"{value:.4g}" if value < 0.1 else f"{value:.4f}".rstrip("0").rstrip(".")


def step_title(step: Step | None, position: int, total: int, width: int) -> Row:
    """Which step is shown; `position` counts from 1."""
    if step is None:
        return [Span(f"step 0 of {total}", bold=True), Span(" · start", "muted")]
    phase = f" · {step.phase} {PHASE_GLYPHS[step.phase]}"
    number = f"step {position} of {total}"
    if len(number) + len(phase) > width:
        number = f"{position} of {total}"
    return [Span(number, bold=True), Span(phase, step.phase)]


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
    rows += [result] if before is None else with_before(result, float(before), width)
    if step.note:
        rows += wrapped(step.note, width)
    if guess is not None:
        rows += guess_rows(guess, width)
    return rows


def with_before(result: Row, before: float, width: int) -> Picture:
    """Return a result and what it was before the last edit, behind it or in a row of its own."""
    told = Span(f"   was {figure(before)}", "muted")
    beside = [*result, told]
    return [beside] if row_width(beside) <= width else [result, [told]]


def asked_panel(formula: str, name: str, quiz: StepQuiz, width: int) -> Picture:
    """The operation about to happen, its result withheld."""
    what = {"value": "What is", "sign": "Which sign has", "shape": "What shape has"}[quiz.asked]
    question: Row = [Span("? ", "accent", bold=True), Span(f"{what} {name}?", bold=True)]
    return [question, [], *formula_rows(formula, width)]


def guess_rows(guess: Guess, width: int) -> Picture:
    """What was predicted, and how it was judged."""
    glyph, role = OUTCOMES[guess.outcome]
    rows: Picture = [[Span(f"{glyph} you said {guess.text.strip()}", role)]]
    if guess.outcome == "carried":
        rows += wrapped("right, given your earlier number", width)
    return rows


def why_panel(view: View, width: int) -> Picture:
    """A number's formula with its numbers, and its sources to go on to."""
    why = view.trail[-1]
    rows: Picture = [trail_row(view, width), *formula_rows(why.formula, width)]
    if not why.sources:
        rows.append([Span(f"= {figure(why.value)}", "accent", bold=True)])
        return [*rows, *origin_rows(why, width)]
    if why.numbers != figure_tex(why.value):
        rows += formula_rows(f"= {why.numbers}", width)
    rows.append([Span(f"= {figure(why.value)}", "accent", bold=True)])
    return [*rows, *source_rows(view, len(why.sources))]


def origin_rows(why: Provenance, width: int) -> Picture:
    """Why a number is so that has no sources."""
    plain = "It takes no numbers." if why.step is not None else INPUT
    return wrapped(why.reason or plain, width)


def trail_row(view: View, width: int) -> Row:
    """The numbers asked why, one after the other; the last ones, where not all have room."""
    trail = " › ".join(view.name_of(step.cell) for step in view.trail)
    return [Span(trail[-width:], "muted")]


def source_rows(view: View, height: int) -> Picture:
    """The sources of the last opened number, as many as fit around the picked one."""
    why, pick = view.trail[-1], view.picks[-1]
    height = min(height, len(why.sources))
    first = max(0, min(pick - height // 2, len(why.sources) - height))
    picture: Picture = []
    for number in range(first, first + height):
        cell, picked = why.sources[number], number == pick
        mark = Span("❯ " if picked else "  ", "accent", bold=True)
        text = f"{view.name_of(cell)} = {figure(view.source_value(cell))}"
        picture.append([mark, Span(text, bold=picked)])
    return picture


def check_panel(check: NudgedGradient, result: str, name: str) -> Picture:
    """Both losses, the quotient and the analytic derivative with the digits that agree lit."""
    epsilon = figure(check.epsilon)
    rows: Picture = [
        [Span(f"{name} nudged by ε = {epsilon}")],
        [Span(f"{result}({name}+ε) = {shown(check.above, 10)}")],
        [Span(f"{result}({name}−ε) = {shown(check.below, 10)}")],
        [],
    ]
    for label, value in (("quotient", check.quotient), ("analytic", check.analytic)):
        rows.append([Span(f"{label}  ", "muted"), *_lit_digits(value, check.digits)])
    verdict = (
        f"{counted(check.digits, 'digit')} agree" if check.digits < 12 else "every digit agrees"
    )
    good = check.digits >= 4
    rows.append([Span(f"{'✔' if good else '✘'} {verdict}", "right" if good else "wrong")])
    return rows


def _lit_digits(value: float, digits: int) -> Row:
    if not math.isfinite(value):
        return [Span(shown(value))]
    text = f"{value:#.10g}".replace("-", "−")
    match = re.match(rf"−?[0.]*(?:\d\.?){{0,{digits}}}", text)
    end = match.end() if match and digits else 0
    return [Span(text[:end], "right", bold=True, underline=True), Span(text[end:], "muted")]


def wrapped(text: str, width: int) -> Picture:
    """A remark, broken to the width."""
    return [[Span(line, "muted")] for line in lines_of(text, width)]
