"""Gradients of one pass that are means by other numbers of examples than the rest of it."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, is_contraction, parsed, statement
from tutor.programs.lineage import first_makers
from tutor.programs.matching import near
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.means import number
from tutor.programs.noticing.own_passes import OwnPass, SlopedStep, own_pass, times_of
from tutor.programs.noticing.rates import is_rate
from tutor.programs.noticing.source import is_path
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.backward import Derivatives
from tutor.programs.why.evaluation import operands_by_text

_FEWEST = 3
"""Examples: a factor of 2 may be anything."""
_SHIFTS = ("max", "amax")
"""What softmax takes off before exp, which changes nothing."""
_BOLD = 0.05
"""From this rate on a sum is hardly meant; a smaller one may stand for a mean."""


def uneven_means(recorded: Recorded) -> Iterator[Noticed]:
    """A gradient that is divided by m once more, or once less, than those beside it.

    Where all are alike: divided twice, or never while the loss is a mean.
    """
    own = own_pass(recorded)
    if own is None or own.count < _FEWEST or [*own.error.value.shape].count(own.count) > 1:
        return
    m = own.count
    before = _divisions(_scalings(own.error.event, first_makers(recorded)), m)
    on_the_way = {each: _divided(own, each) for each in own.steps if each.times is not None}
    totals = {each: len(before) + len(found) for each, found in on_the_way.items()}
    if all(each.slope.size == 1 for each in totals) or not _are_so(totals, m):
        return
    right = _usual([*totals.values()], lambda: bool(_others(recorded, own, on_the_way, before)))
    if right is None:
        return
    for step, total in totals.items():
        if total > right and (divisions := on_the_way[step] or before):
            last = max(divisions, key=lambda each: each.number)
            told = [each for each in (*before, *divisions) if each is not last]
            yield Noticed(last, "mean taken twice", _said_twice(told, m))
        elif total < right:
            said = (
                f"The other gradients are divided by the {m} examples, this one is not: divide it, "
                "too."
            )
            usual = [each for each, found in totals.items() if found == right]
            is_in_steps = all(_divides_itself(each, on_the_way[each]) for each in usual)
            at = step.carry.event if is_in_steps and not before else _added_up(own, step)
            if at is not None:
                yield Noticed(at, "mean never taken", said)


def sums_of_mean_losses(recorded: Recorded) -> Iterator[Noticed]:
    """Gradients that nothing divides, of a loss that is a mean, with a rate that is not small."""
    own = own_pass(recorded)
    if own is None or own.count < _FEWEST or any(each.times is None for each in own.steps):
        return
    m, ways = own.count, [_added_up(own, each) for each in own.steps]
    if any(abs(each.carry.weight) < _BOLD for each in own.steps):
        return
    named = (each for each in _losses(own) if _is_told_as_loss(each, own, recorded))
    losses = [each for each in named if _is_mean(each, own)]
    if not losses or any(_has_its_slope(own, each) for each in losses):
        return
    lines = {e.line for loss in losses for e in (loss, *_made(loss))}
    lines |= {e.line for e in recorded.operations if _is_loss(e)}
    others = (e for e in recorded.operations if e.line not in lines and not _is_average(e))
    if any(n % m == 0 for each in others if (n := _divisor(each))):
        return
    first = min(filter(None, ways), key=lambda each: each.number, default=None)
    if first is not None:
        said = f"The loss is a mean over {m} examples, the gradient a sum: divide it, too."
        yield Noticed(first, "mean never taken", said)


def _losses(own: OwnPass) -> Iterator[Event]:
    """Single numbers that are made of what the last layer gave."""
    below = {id(own.output)}
    for node in own.tape.nodes[own.output.number + 1 :]:
        if any(id(each) in below for each in node.made_of):
            below.add(id(node))
            if node.event is not None and node.event.value.array.size == 1:
                yield node.event


def _is_told_as_loss(event: Event, own: OwnPass, recorded: Recorded) -> bool:
    """Whether a number, or the function that gives it, has the name of a loss.

    Else it may be a report: print(np.mean(error ** 2)).
    """
    node = own.tape.node(event)
    same = (e for e in own.events if not e.value.array.ndim and own.tape.node(e) is node)
    names = {name for e in same for name in (e.name or "", called(e.place.text))}
    site = recorded.nodes[recorded.frame(event.node)].site
    names.add(site.name if site else "")
    return any((meant := meaning(each)) is not None and meant.kind == "J" for each in names)


def _has_its_slope(own: OwnPass, loss: Event) -> bool:
    """Whether a gradient is the slope of a loss before its step: 2 / m stands there as a number."""
    share = abs(_times_error(loss, own))
    for step in own.steps:
        for each in own.on_the_way(step.carry.event):
            is_gradient = each.line != step.carry.event.line and not _takes_rate(each)
            times = times_of(each.value.array, step.slope) if is_gradient else None
            if times and near(abs(times), share, 1e-5):
                return True
    return False


def _takes_rate(event: Event) -> bool:
    return any(is_rate(each.place.text) for each in event.operands)


def _is_mean(loss: Event, own: OwnPass) -> bool:
    """Whether the error is the slope of a loss, or half or twice of it, m times."""
    times = _times_error(loss, own)
    return any(near(abs(times) * own.count, k, 1e-5) for k in (0.5, 1, 2))


def _times_error(loss: Event, own: OwnPass) -> float:
    """How many times the error the slope of a loss is, 0 where it is another."""
    shifts = {id(e) for e in own.tape.nodes if e.event and called(e.event.place.text) in _SHIFTS}
    slopes = Derivatives({own.tape.node(loss): 1.0}, {id(own.output), *shifts}).by(own.output)
    error = np.asarray(own.error.value, dtype=float)
    if slopes is None or np.size(slopes) != error.size:
        return 0.0
    slopes = slopes if np.shape(slopes) == error.shape else np.asarray(slopes).T
    return times_of(np.asarray(slopes), error) or 0.0


def _are_so(totals: Mapping[SlopedStep, int], m: int) -> bool:
    """Whether the steps differ from their slopes by one number, but for these divisions."""
    found = [float(each.times or 0) * float(m) ** total for each, total in totals.items()]
    least = min(totals.values())
    return all(near(each, found[0], 1e-5) for each in found) and max(totals.values()) <= least + 1


def _usual(totals: Sequence[int], is_elsewhere: Callable[[], bool]) -> int | None:
    """By how many divisions a gradient is right beside these; None if that is not known."""
    counts = Counter(totals)
    if len(counts) == 1:
        return 1 if totals[0] == 2 else totals[0]
    if 1 not in counts:
        return None
    if counts[0] > counts[1] and is_elsewhere():  # as in a rate
        return 0
    return 1


def _divided(own: OwnPass, step: SlopedStep) -> list[Event]:
    """What divides by the number of examples on the way from the error to a step."""
    found = _divisions(own.on_the_way(step.carry.event), own.count)
    return [each for each in found if each.line != step.carry.event.line or not _is_named(each)]


def _is_named(event: Event) -> bool:
    """Whether it multiplies by a number that has a name: in a step that is the rate."""
    match statement(event.place.text):
        case ast.Expr(value=ast.BinOp(left=left, op=ast.Mult(), right=right)):
            return any(is_path(e) and not _array_of(e, event) for e in (left, right))
    return False


def _array_of(node: ast.expr, event: Event) -> bool:
    told = operands_by_text(event).get(ast.unparse(node))
    return told is not None and told.value.array.ndim > 0


def _others(
    recorded: Recorded,
    own: OwnPass,
    known: Mapping[SlopedStep, Sequence[Event]],
    before: Sequence[Event],
) -> list[Event]:
    """What else divides by the number of examples, but for the loss."""
    places = {id(each.place) for found in (*known.values(), before) for each in found}
    losses = {e.line for each in recorded.operations if _is_loss(each) for e in _made(each)}
    found = (e for e in recorded.operations if _divisor(e) == own.count and not _is_average(e))
    return [each for each in found if id(each.place) not in places and each.line not in losses]


def _divisions(events: Iterable[Event], m: int) -> list[Event]:
    """The operations that divide by m, also by a number of their line that was divided by it.

    One that is multiplied by m again does not count.
    """
    found: list[Event] = []
    for event in events:
        if any(_divisor(each) == m for each in (event, *_numbers_in(event))):
            found.append(event)
        elif found and _factor(event) == m:
            found.pop()
    return found


def _numbers_in(event: Event) -> Iterator[Event]:
    """Numbers of its line that are 1 / m; another one over m is a rate."""
    for each in event.operands:
        if not each.value.array.ndim and each.is_operation and each.line == event.line:
            match parsed(each.place.text):
                case ast.BinOp(left=ast.Constant(value=1 | 1.0), op=ast.Div()):
                    yield each


def _scalings(event: Event | None, makers: Mapping[int, Event]) -> Iterator[Event]:
    """An array, and what it was multiplied to, number by number, to give it."""
    waiting, seen = [event] if event else [], set[int]()
    while waiting and len(seen) < 8:
        each = waiting.pop()
        made = each if each.is_operation else makers.get(id(each.value), each)
        if id(made) in seen:
            continue
        seen.add(id(made))
        yield made
        if operator(made) in ("Mult", "Div"):
            waiting += [e for e in made.operands if e.value.shape == made.value.shape]


def _divisor(event: Event) -> int:
    """By which whole number above 1 an operation divides; 0 for none."""
    if _is_average(event):
        taken = event.operands[0].value.array.size if event.operands else 0
        return taken // event.value.array.size if event.value.array.size else 0
    match statement(event.place.text):
        case (
            ast.Expr(value=ast.BinOp(op=ast.Div(), right=right))
            | ast.AugAssign(op=ast.Div(), value=right)
        ):
            return _whole(number(right, event))
        case ast.Expr(value=ast.BinOp(left=left, op=ast.Mult(), right=right)):
            return next(filter(None, (_inverse(each, event) for each in (left, right))), 0)
        case ast.AugAssign(op=ast.Mult(), value=right):
            return _inverse(right, event)
    return 0


def _is_average(event: Event) -> bool:
    return called(event.place.text) in ("mean", "average")


def _factor(event: Event) -> int:
    """By which whole number above 1 an operation multiplies; 0 for none."""
    match statement(event.place.text):
        case ast.Expr(value=ast.BinOp(left=left, op=ast.Mult(), right=right)):
            return next(filter(None, (_whole(number(e, event)) for e in (left, right))), 0)
        case ast.AugAssign(op=ast.Mult(), value=right):
            return _whole(number(right, event))
    return 0


def _whole(value: float | None) -> int:
    return round(value) if value and value > 1 and near(value, round(value), 1e-9) else 0


def _inverse(node: ast.expr, event: Event) -> int:
    """The m of a factor 1 / m; a fraction that is written as a number may be a rate."""
    value = None if isinstance(node, ast.Constant) or _is_rate(node) else number(node, event)
    return _whole(1 / value) if value and 1e-9 < value < 1 else 0


def _is_rate(node: ast.expr) -> bool:
    return is_rate(ast.unparse(node))


def _divides_itself(step: SlopedStep, divisions: Sequence[Event]) -> bool:
    """Whether it is in the step itself that a gradient is divided."""
    return any(each.line == step.carry.event.line for each in divisions)


def _added_up(own: OwnPass, step: SlopedStep) -> Event | None:
    """Where the examples of a gradient are added up."""
    way = [*own.on_the_way(step.carry.event)]
    found = (e for e in reversed(way) if is_contraction(e.place.text) or _is_sum(e))
    return next(found, None)


def _is_sum(event: Event) -> bool:
    return called(event.place.text) in ("sum", "mean", "average", "einsum")


def _said_twice(told: Sequence[Event], m: int) -> str:
    before = next((each for each in told if each.name), None)
    what = before.name if before else "This gradient"
    return f"{what} is divided by {m} already: here the mean is taken a second time."


def _is_loss(event: Event) -> bool:
    meant = meaning(event.name or "")
    is_named = meant is not None and meant.kind == "J"
    return event.is_operation and event.value.array.size == 1 and is_named


def _made(event: Event) -> Iterator[Event]:
    yield event
    for each in event.operands:
        if each.line == event.line:
            yield from _made(each)
