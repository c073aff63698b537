"""What each unit sums up: so many parameters, each times an input."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.expressions import respelled
from tutor.programs.recorded import Event
from tutor.programs.tape.graph import TapeValue
from tutor.programs.unit_by_unit.losses import outputs_of
from tutor.programs.unit_by_unit.rounds import Round


def is_lopsided(round: Round) -> bool:
    """Whether a unit takes an input twice, where another of as many summands takes each once."""
    forward = round.made_of(pair.output for pair in outputs_of(round))
    inner = {id(each) for node in forward if _is_sum(node) for each in node.made_of}
    units = [
        [*_inputs(node, round)]
        for node in forward
        if _is_sum(node) and id(node) not in inner and round.parameters_of(node)
    ]
    double = {len(unit) for unit in units if len(set(unit)) < len(unit)}
    return any(len(unit) in double and len(set(unit)) == len(unit) for unit in units)


def _is_sum(node: TapeValue) -> bool:
    return node.function_name in ("Add", "Sub", "sum")


def _inputs(node: TapeValue, round: Round) -> Iterator[str]:
    """What a sum has of parameters' factors, as it is written."""
    if _is_sum(node):
        for each in node.made_of:
            yield from _inputs(each, round)
    elif node.function_name == "Mult" and any(id(each) in round.own for each in node.made_of):
        for told, each in zip(node.taken, node.made_of, strict=False):
            if told is not None and id(each) not in round.own:
                yield _input_text(told)


def _input_text(event: Event) -> str:
    """An input with the numbers of its indices: x[1] of x[i]."""
    numbers = [f"{e.place.text}={float(e.value.array):g}" for e in event.operands if _is_one(e)]
    return " ".join([respelled(event.place.text), *numbers])


def _is_one(event: Event) -> bool:
    return not event.value.array.ndim
