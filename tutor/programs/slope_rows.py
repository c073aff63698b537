"""What a gradient check found, in rows and in one sentence."""

from __future__ import annotations

from dataclasses import replace

from tutor.plots.arrange import shortened
from tutor.plots.cells import Picture, Row, Span, plain
from tutor.plots.numbers import shown
from tutor.programs.frame import Notes
from tutor.programs.marks import Mark
from tutor.programs.matching import near
from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.check import (
    CheckedGradient,
    Nudged,
    SlopeCheck,
    common_factor,
    is_right,
)


def sentence(check: SlopeCheck) -> str:
    """Return all of it in one sentence."""
    if check.message or check.loss is None:
        return check.message
    called = check.loss.name or plain([shortened([Span(check.loss.place.text)], _LONGEST)])
    loss = f"{called} (line {check.loss.line})"
    wrong = [name_of(each) for each in check.gradients if not is_right(each, check.gradients)]
    if not wrong:
        factor = common_factor(check.gradients)
        times = "" if near(factor, 1, 1e-3) else f" times {shown(factor)}"
        return f"Gradient check: every gradient is the slope of {loss}{times}."
    verb = "is not the slope" if len(wrong) == 1 else "are not the slopes"
    return f"Gradient check: {', '.join(wrong)} {verb} of {loss}."


def wrong_slopes(check: SlopeCheck) -> list[tuple[Event, str]]:
    """Return the gradients that are no slopes, and what is said of each."""
    wrong = [each for each in check.gradients if not is_right(each, check.gradients)]
    return [(each.pair.gradient, f"{name_of(each)}: {_finding(each, False)}.") for each in wrong]


def check_rows(check: SlopeCheck) -> Picture:
    """Return a row for each gradient."""
    if check.message or check.loss is None:
        return [[Span(check.message)]]
    return [_row(each, check) for each in check.gradients]


def with_check(notes: Notes, recorded: Recorded, check: SlopeCheck) -> Notes:
    """Return the notes on a run with what the check found beside them."""
    marks: dict[int, Mark] = {
        id(each.pair.gradient): ("✔", "its slope", "right")
        if is_right(each, check.gradients)
        else ("✘", "not its slope", "wrong")
        for each in check.gradients
    }
    places = enumerate(recorded.operations)
    told = {at: marks[id(event)] for at, event in places if id(event) in marks}
    boxes = [box for box in notes.boxes if box[0] != TITLE]
    line: Row = notes.line or [Span(sentence(check))]
    return replace(
        notes,
        verdicts={**told, **notes.verdicts},
        boxes=[*boxes, (TITLE, check_rows(check))],
        line=line,
    )


TITLE = "gradient check"
_LONGEST = 36
"""Characters of what a gradient is called."""


def name_of(each: CheckedGradient) -> str:
    return plain([shortened([Span(each.pair.name)], _LONGEST)])


def _row(each: CheckedGradient, check: SlopeCheck) -> Row:
    right = is_right(each, check.gradients)
    sign = Span("✔ " if right else "✘ ", "right" if right else "wrong")
    names = [name_of(other) for other in check.gradients]
    shape = f" {each.pair.gradient.value.shape}" if names.count(name_of(each)) > 1 else ""
    place = f"   line {each.pair.gradient.line}"
    name = Span(f"{name_of(each):<10}")
    return [
        sign,
        name,
        Span(shape, "muted"),
        Span(f"  {_finding(each, right)}"),
        Span(place, "muted"),
    ]


def _finding(each: CheckedGradient, right: bool) -> str:
    if not each.cells:
        gradient, parameter = each.pair.gradient.value.shape, each.pair.parameter.value.shape
        return f"has the shape {gradient}, its parameter {parameter}"
    factor = each.factor
    if right and (factor is None or near(factor, 1, 1e-3)):
        return f"{len(each.cells)} of {each.pair.parameter.value.array.size} nudged: they agree"
    if factor is not None and near(factor, -1, 1e-3):
        return "its sign is turned"
    if factor is not None:
        return f"{shown(factor)} times the slope"
    worst = max(each.cells, key=lambda cell: abs(cell.said - cell.measured))
    return _cell(worst)


def _cell(cell: Nudged) -> str:
    place = f"[{', '.join(map(str, cell.cell))}]" if cell.cell else ""
    return f"{place} {shown(cell.said)}, the slope {shown(cell.measured)}".strip()
