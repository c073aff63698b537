"""What a line looks up of another layer than it should: a[k + 1] where a[k] is meant.

The engine's value of each layer is tried in its place: the one by which the line gives what it
should, in two iterations, is meant.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tutor.programs.comparison import EngineComparison
from tutor.programs.expressions import parsed
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.statements import expression
from tutor.programs.matching import close_array, near, ratio_to
from tutor.programs.meant_there import passes_there, place_in, truth_there
from tutor.programs.partings import Parting
from tutor.programs.recorded import Event
from tutor.programs.tape.graph import Tape, TapeValue
from tutor.programs.tape.windows import window_of
from tutor.programs.unit_by_unit.replaying import applied
from tutor.programs.why.evaluation import Unknown, evaluated, operands_by_text

_NAME = re.compile(r"[ZA]\[\d+\]")


def layer_meant(first: Parting, comparison: EngineComparison) -> str:
    """Return in words which layer is meant where a line takes another one, "" if none is."""
    told = passes_there(first, comparison)
    lines = [_Line(each, place, first) for each in told if (place := place_in(each, first.event))]
    if len(lines) < 2:
        return ""
    for at, taken in enumerate(lines[0].looked_up):
        for own, meant in _pairs(taken, told[0]):
            times = [line.times(at, own, meant) for line in lines]
            if times[0] is not None and all(n is not None and near(n, times[0]) for n in times):
                text, other = taken.place.text, _other_text(taken, own, meant, told[0])
                is_it = f"{text} stands here; {other}" if other else f"{text} is {own}; {meant}"
                return f"{is_it} is meant."
    return ""


def with_what_is_looked_up(first: Parting, comparison: EngineComparison) -> Parting:
    """Return a parting with the program's own words for the layer that it takes, and should."""
    passes = (each.compared for each in comparison.judged)
    compared = next((each for each in passes if place_in(each, first.event) is first.event), None)
    wrong, _, right = first.message.partition("; ")
    named = [each for each in _NAME.findall(right) if each not in wrong]
    if compared is None or not named:
        return first
    for taken in _looked_up(first.event):
        for own, meant in _pairs(taken, compared):
            if own in wrong and own not in right and meant in named:
                other = _other_text(taken, own, meant, compared)
                also = f", and {other} {meant}" if other else ""
                said = f"{first.message} Here {taken.place.text} is {own}{also}."
                return replace(first, message=said)
    return first


class _Line:
    """One statement of a pass, and what it would give of the values of other layers."""

    def __init__(self, compared: ComparedPass, place: Event, first: Parting) -> None:
        self._compared, self._true = compared, truth_there(first, compared)
        self._tape = Tape(window_of(compared.recorded, compared.each.events))
        self.looked_up = _looked_up(place)
        kept = {id(each) for each in compared.each.events}
        self._whole = self._tape.node(place)
        told = (e for e in (place, *expression(place)) if id(e) in kept)
        self._inside = {id(self._tape.node(e)) for e in told if e.line == place.line}

    def times(self, at: int, own: str, meant: str) -> float | None:
        """Return how many times what it should be the line gives, None if it is no multiple."""
        true = self._compared.truth.values.get(meant)
        if self._true is None or true is None or at >= len(self.looked_up):
            return None
        taken = self.looked_up[at]
        old = self._compared.truth.values[own]
        value = true.T if taken.value.shape == old.T.shape != old.shape else true
        value = value.ravel() if taken.value.array.ndim == 1 else value
        made = self._exchanged(self._whole, self._tape.node(taken), TapeValue(-1, None, value))
        return None if made is None else ratio_to(np.asarray(made.value, dtype=float), self._true)

    def _exchanged(self, node: TapeValue, old: TapeValue, new: TapeValue) -> TapeValue | None:
        if node is old:
            return new
        if id(node) not in self._inside or not node.made_of:
            return node
        made_of = [self._exchanged(each, old, new) for each in node.made_of]
        known = [each for each in made_of if each is not None]
        if len(known) < len(made_of) or node.function is None:
            return None
        is_same = all(a is b for a, b in zip(known, node.made_of, strict=True))
        return node if is_same else applied(node.function, known, node)


def _looked_up(place: Event) -> Sequence[Event]:
    """What a line takes out of a list, or a table by names, by an index that is worked out."""
    parts = (place, *expression(place))
    told = (e for e in parts if e.line == place.line and e.value.array.size > 1)
    found = [each for each in told if _index(each) is not None]
    return [*{id(each): each for each in found}.values()]


def _index(event: Event) -> ast.expr | None:
    match parsed(event.place.text):
        case ast.Subscript(slice=ast.Constant() | ast.Tuple() | ast.Slice()):
            return None
        case ast.Subscript(slice=index):
            return index
    return None


def _pairs(taken: Event, compared: ComparedPass) -> Iterator[tuple[str, str]]:
    """Yield the engine's names for what is looked up, each with that of another layer's."""
    for own in _names_of(taken, compared):
        names = (f"{own[0]}[{layer}]" for layer in range(compared.depth + 1))
        yield from ((own, each) for each in names if each in compared.truth.values and each != own)


def _names_of(event: Event, compared: ComparedPass) -> Sequence[str]:
    """The engine's names for a value: Z[3], and A[3] too where the last layer is linear."""
    value = numbers(event)
    told = [(name, true) for name, true in compared.truth.values.items() if name[0] in "ZA"]
    return [name for name, true in told if value.size == true.size and close_array(value, true)]


def _other_text(taken: Event, own: str, meant: str, compared: ComparedPass) -> str:
    """How what is meant would be looked up here, "" if that is not known.

    Of another layer that is looked up in the same list it is known which way the numbers go.
    """
    node, at = parsed(taken.place.text), _number(taken)
    if not isinstance(node, ast.Subscript) or at is None:
        return ""
    for each in compared.each.events:
        other = parsed(each.place.text) if each.is_operation else None
        if not isinstance(other, ast.Subscript) or ast.dump(other.value) != ast.dump(node.value):
            continue
        number = _number(each)
        names = (n for n in _names_of(each, compared) if n[0] == own[0] and n != own)
        name = next(names, None)
        if number is None or name is None or (number < 0) != (at < 0):
            continue
        step = (number - at) / (_layer(name) - _layer(own))
        if abs(step) == 1:
            by = int(step) * (_layer(meant) - _layer(own))
            return f"{ast.unparse(node.value)}[{_shifted(node.slice, by)}]"
    return ""


def _layer(name: str) -> int:
    return int(name[2:-1])


def _number(event: Event) -> int | None:
    """The whole number by which something is looked up."""
    match parsed(event.place.text):
        case ast.Subscript(slice=index):
            try:
                number = evaluated(index, operands_by_text(event))
            except (Unknown, TypeError, ValueError):
                return None
            return number if type(number) is int else None
    return None


def _shifted(index: ast.expr, by: int) -> str:
    match index:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=ast.Constant(value=int(n))):
            index, by = left, by + (n if isinstance(op, ast.Add) else -n)
    text = ast.unparse(index)
    if text.lstrip("-").isdigit():
        return str(int(text) + by)
    return f"{text} {'+' if by > 0 else '-'} {abs(by)}" if by else text
