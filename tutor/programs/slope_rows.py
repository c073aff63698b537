"""What a gradient check found, in rows and in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.plots.arrange import shortened
from tutor.plots.cells import Picture, Row, Span, plain
from tutor.plots.numbers import shown
from tutor.programs.marks import Mark
from tutor.programs.matching import near
from tutor.programs.notes import Notes
from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.check import (
    CheckedGradient,
    Nudged,
    SlopeCheck,
    is_right,
)
from tutor.programs.slopes.unchecked import Unchecked


def sentence(check: SlopeCheck, ask: str = "") -> str:
    """Return all of it in a sentence; `ask` names what tells a wrong loss from wrong gradients."""
    if check.message or check.loss is None:
        return check.message
    called = check.loss.name or plain([shortened([Span(check.loss.place.text)], _LONGEST)])
    loss = f"{called} (line {check.loss.line})"
    wrong = [name_of(each) for each in check.gradients if not is_right(each, check.gradients)]
    unfit = [each for each in check.unchecked if each.is_wrong]
    wrong = list(dict.fromkeys(wrong))
    if wrong:
        verb = "is not the slope" if len(wrong) == 1 else "are not the slopes"
        doubt = f" {_of_the_loss(check, ask)}" if is_loss_in_doubt(check) else ""
        return f"Gradient check: {', '.join(wrong)} {verb} of {loss}.{doubt}"
    if unfit:
        return f"Gradient check: {unfit[0].name} {unfit[0].why}."
    left = [each.name for each in check.unchecked]
    flat = [name_of(each) for each in check.gradients if _is_nothing(each)]
    which = "each gradient that was checked" if left else "every gradient"
    rest = f" Not checked: {', '.join(left)}." if left else ""
    rest += f" {', '.join(flat)}: 0 here; check a later iteration, too." if flat else ""
    return f"Gradient check: {which} {_relation(check, loss)}.{rest}"


def is_loss_in_doubt(check: SlopeCheck) -> bool:
    """Whether all gradients are off by their numbers: the slopes of another loss may be right."""
    told = [each for each in check.gradients if not _is_nothing(each)]
    return len(told) > 1 and all(e.cells and not is_right(e, check.gradients) for e in told)


def _of_the_loss(check: SlopeCheck, ask: str) -> str:
    """What else may be wrong than the gradients, and how to find out."""
    tells = f"; {ask} tells which" if ask else ""
    return (
        f"All of them are off: the loss itself (line {check.loss_line}) may be what is wrong, or "
        f"what they are all made of{tells}."
    )


def _relation(check: SlopeCheck, loss: str) -> str:
    """How right gradients stand to a loss: they may all be some times its slopes."""
    if all(_is_slope(each) for each in check.gradients):
        rising = all(each.pair.is_added for each in check.gradients)
        return f"is the slope of {loss}" + (", and is added: it goes up" if rising else "")
    if all(each.factor is not None and near(each.factor, -1, 1e-3) for each in check.gradients):
        return f"is the slope of {loss} with its sign turned, and is added: it goes down"
    factors = [each.factor or 1.0 for each in check.gradients]
    factor = factors[0]
    if not all(near(each, factor, 1e-3) for each in factors):  # steps with rates of their own
        return f"goes along the slope of {loss}, not all of them equally far"
    for n in check.sizes:
        if near(factor * n, 1, 1e-3):
            return f"is 1/{n} of the slope of {loss}: they are divided by {n} once more than it is"
        if near(factor, n, 1e-3):
            return f"is {n} times the slope of {loss}, which is divided by {n} once more"
    return f"is {shown(factor)} times the slope of {loss}"


def _is_slope(each: CheckedGradient) -> bool:
    return each.agrees and bool(each.cells)


def _is_nothing(each: CheckedGradient) -> bool:
    return bool(each.cells) and all(cell.said == cell.measured == 0 for cell in each.cells)


def wrong_slopes(recorded: Recorded, check: SlopeCheck) -> list[tuple[Event, str]]:
    """Return the gradients that are no slopes, and the steps that do not fit, with their faults."""
    at = {_place(each): each for each in recorded.operations}
    wrong = [each for each in check.gradients if not is_right(each, check.gradients)]
    loss = f", or the loss (line {check.loss_line})," if is_loss_in_doubt(check) else ""
    follow = FOLLOW.format(loss)
    slopes = [
        (at.get(_place(e.pair.gradient), e.pair.gradient), f"{name_of(e)}: {said}. {follow}")
        for e in wrong
        for said in [_finding(e, False, check.sizes)]
    ]
    unfit = [(e.step, f"{e.name} {e.why}.") for e in check.unchecked if e.is_wrong]
    return [*slopes, *unfit]


def check_rows(check: SlopeCheck) -> Picture:
    """Return a row for each gradient, and for each parameter whose gradient was not checked."""
    if check.message or check.loss is None:
        return [[Span(check.message)]]
    checked = [_row(each, check) for each in check.gradients]
    return [*checked, *(_unchecked_row(each) for each in check.unchecked)]


def with_check(notes: Notes, recorded: Recorded, check: SlopeCheck, ask: str = "") -> Notes:
    """Return the notes on a run with what the check found beside them."""
    marks: dict[tuple[int, ...], Mark] = {
        _place(each.pair.gradient): ("✔", "its slope", "right")
        if is_right(each, check.gradients)
        else ("✘", "not its slope", "wrong")
        for each in check.gradients
    }
    places = enumerate(recorded.operations)
    told = {at: marks[_place(event)] for at, event in places if _place(event) in marks}
    boxes = [box for box in notes.boxes if box[0] != TITLE]
    line: Row = notes.line or [Span(sentence(check, ask))]
    doubt = [[Span("! ", "partly"), Span(_of_the_loss(check, ask))]]
    rows = [*check_rows(check), *(doubt if is_loss_in_doubt(check) else [])]
    return replace(
        notes,
        verdicts={**told, **notes.verdicts},
        boxes=[*boxes, (TITLE, rows)],
        line=line,
    )


def _place(event: Event) -> tuple[int, ...]:
    """Where an operation stands, in the run and in its text: of a part of one, where that does."""
    place = event.place
    return event.number, place.line, place.column, place.end_column


TITLE = "gradient check"
FOLLOW = "What goes into it{} may be what is wrong: w follows it back."
_LONGEST = 36
"""Characters of what a gradient is called."""


def name_of(each: CheckedGradient) -> str:
    return plain([shortened([Span(each.pair.name)], _LONGEST)])


def _row(each: CheckedGradient, check: SlopeCheck) -> Row:
    right = is_right(each, check.gradients)
    sign = Span(_sign(each, right) + " ", "right" if right else "wrong")
    names = [name_of(other) for other in check.gradients]
    shape = f" {each.pair.gradient.value.shape}" if names.count(name_of(each)) > 1 else ""
    name = Span(f"{name_of(each):<10}")
    return [
        sign,
        name,
        Span(shape, "muted"),
        Span(f"  {_finding(each, right, check.sizes)}"),
        _line(each.pair.gradient),
    ]


def _unchecked_row(each: Unchecked) -> Row:
    sign = Span("✘ ", "wrong") if each.is_wrong else Span("○ ", "muted")
    said = each.why if each.is_wrong else f"not checked: it {each.why}"
    return [sign, Span(f"{each.name:<10}"), Span(f"  {said}"), _line(each.step)]


def _line(event: Event) -> Span:
    return Span(f"   line {event.line}", "muted")


def _sign(each: CheckedGradient, right: bool) -> str:
    """Nothing is shown by slopes of 0; what is so many times its slope as all are is right, too."""
    if right and _is_nothing(each):
        return "○"
    return "✘" if not right else "✔" if _is_slope(each) else "∝"


def _finding(each: CheckedGradient, right: bool, sizes: Sequence[int]) -> str:
    if not each.cells:
        gradient, parameter = each.pair.gradient.value.shape, each.pair.parameter.value.shape
        return f"has the shape {gradient}, its parameter {parameter}"
    factor = each.factor
    if _is_nothing(each):
        return "0, as its slope is here"
    if right and (factor is None or near(factor, 1, 1e-3)):
        return f"{len(each.cells)} of {each.pair.parameter.value.array.size} nudged: they agree"
    if factor is not None and near(factor, -1, 1e-3):
        return "its sign is turned" + (", and it is added" if each.pair.is_added else "")
    if factor is not None:
        return f"{_times(factor, sizes)} the slope"
    worst = max(each.cells, key=lambda cell: abs(cell.said - cell.measured))
    return _cell(worst)


def _times(factor: float, sizes: Sequence[int]) -> str:
    """How many times: of a number of examples or units, one by it."""
    n = next((n for n in sizes if near(factor * n, 1, 1e-3)), None)
    return f"{shown(factor)} times" if n is None else f"1/{n} of"


def _cell(cell: Nudged) -> str:
    place = f"[{', '.join(map(str, cell.cell))}]" if cell.cell else ""
    return f"{place} {shown(cell.said)}, the slope {shown(cell.measured)}".strip()
