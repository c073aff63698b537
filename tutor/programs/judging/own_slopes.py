"""What to nudge where no name tells: the parameters of a pass, and the number that it leads to."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tutor.programs.expressions import called, is_contraction, parsed
from tutor.programs.judging.compared_pass import ComparedPass
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.slopes.pairs import Iteration
from tutor.programs.slopes.parameters import SlopePair

_ENDS = ("argmax", "argmin", "round", "sign", "len", "argsort", "print")


def own_iterations(compared: ComparedPass) -> Iterator[Iteration]:
    """Yield what may be the loss of a pass, the likeliest first, with all that may be nudged."""
    pairs = [*_pairs(compared)]
    yield from (Iteration(loss, pairs) for loss in _losses(compared) if pairs)


def _losses(compared: ComparedPass) -> Sequence[Event]:
    """The numbers that are made of the outputs alone: by name, the first line's, the last."""
    singles = [*_numbers_of_outputs(compared)]
    if not singles:
        return []
    meant = [(e, meaning(e.name or "")) for e in singles]
    named = [e for e, m in meant if m is not None and m.kind == "J"]
    first = [e for e in singles if (e.line, e.node) == (singles[0].line, singles[0].node)]
    told = [*named[-1:], first[-1], singles[-1]]
    return [*{id(each.value): each for each in told}.values()]


def _numbers_of_outputs(compared: ComparedPass) -> Iterator[Event]:
    """Yield single numbers made of the last layer's sums, short of products and comparisons."""
    last = compared.each.products[-1].event
    made, arrays = {id(last)}, {id(last.value)}
    for event in compared.each.events:
        if event.number <= last.number or event.place.kind == "read" or _ends(event):
            continue
        if not any(id(e) in made or id(e.value) in arrays for e in event.operands):
            continue
        made.add(id(event))
        if event.value.shape:
            arrays.add(id(event.value))
        elif event.place.kind == "operation":
            yield event


def _ends(event: Event) -> bool:
    text = event.place.text
    is_told = event.value.dtype == "bool" or isinstance(parsed(text), ast.Compare)
    is_product = is_contraction(text) and event.value.array.ndim > 0  # e @ e adds up squares
    return is_told or is_product or called(text) in _ENDS


def _pairs(compared: ComparedPass) -> Iterator[SlopePair]:
    """Each parameter, with the last value of its size behind the pass."""
    each, recorded = compared.each, compared.recorded
    last = each.products[-1].event.number
    after = [e for e in each.events if e.number > last and e.place.kind == "operation"]
    turn = recorded.within(recorded.turn(each.products[0].event.node))
    around = [e for e in recorded.events if e.node in turn]  # a copy from before is another's
    weights = [(f"dW[{n}]", one.weights) for n, one in enumerate(each.products, 1)]
    biases = [(f"db[{n}]", one) for n, one in enumerate(each.added, 1) if one is not None]
    for key, told in (*weights, *biases):
        is_array = told.value.is_array and bool(told.value.shape)
        looks = (e for e in around if e.value is told.value) if is_array else ()
        first = next(iter(looks), told)
        sized = (e for e in after if e.value.array.size == told.value.array.size)
        yield SlopePair(key, next(sized, first), first, [told])  # else in a vector of all
