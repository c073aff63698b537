"""What is done to a table number by number before it goes to the network, step by step."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, parsed, sign, statement
from tutor.programs.lineage import first_makers
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import operands_by_text

_OPERATORS = {ast.Sub: "Sub", ast.Div: "Div", ast.Mult: "Mult", ast.Add: "Add"}
_KEEPING = ("copy", "astype", "reshape", "asarray", "array", "float32", "float64", "transpose")
_DEEP = 12


class Makers:
    """The operations that first gave the arrays of a run, and the numbers that have names."""

    def __init__(self, recorded: Recorded) -> None:
        self._arrays = first_makers(recorded)
        self._numbers: dict[tuple[str, float], Event] = {}
        for event in recorded.operations:
            if event.name and event.place.kind == "operation" and not event.value.array.ndim:
                self._numbers.setdefault((event.name, float(event.value.array)), event)

    def of(self, event: Event) -> Event:
        """Return the operation that first gave an event's value, itself where none is known."""
        if event.place.kind == "change":
            return event
        if not event.value.array.ndim:
            key = event.place.text, float(event.value.array)
            return event if event.is_operation else self._numbers.get(key, event)
        return self._arrays.get(id(event.value), event)

    def behind(self, event: Event, depth: int = 5) -> Iterator[Event]:
        """Yield what an operation was made from, through names and lines."""
        for operand in event.operands:
            made = operand if operand.is_operation else self.of(operand)
            yield made
            if depth:
                yield from self.behind(made, depth - 1)


@lru_cache(maxsize=4)
def makers_of(recorded: Recorded) -> Makers:
    """Return what made the values of a run."""
    return Makers(recorded)


@dataclass(frozen=True, slots=True, eq=False)
class ScalingStep:
    """A table, or a part of it, from which the same is taken away for all examples, or so."""

    event: Event
    sign: str
    """Sub, Div, Mult or Add; "" where it is told by no more than that it was done."""
    table: Event
    by: NDArray[np.float64]
    operand: Event | None = None
    """What told the number, None where it is written out."""

    def does_as(self, other: ScalingStep) -> bool:
        """Whether another step does the same with the same numbers."""
        if self.sign != other.sign or not self.sign or self.by.shape != other.by.shape:
            return False
        return bool(np.allclose(self.by, other.by, rtol=1e-6, atol=0))


@dataclass(frozen=True, slots=True, eq=False)
class PreparedTable:
    """The steps from an array that was made anew to another."""

    root: Event
    steps: tuple[ScalingStep, ...]
    values: frozenset[int]
    """All that it was on the way, by the identity of the values."""


def prepared(event: Event, makers: Makers) -> PreparedTable:
    """Return what was done to the table that an event gives."""
    steps: list[ScalingStep] = []
    values = {id(event.value)}
    for _ in range(_DEEP):
        event = makers.of(event)
        step = step_of(event)
        before = step.table if step else _kept(event)
        if step:
            steps.append(step)
        if before is None:
            break
        event = before
        values.add(id(event.value))
    return PreparedTable(event, tuple(steps[::-1]), frozenset(values))


def step_of(event: Event) -> ScalingStep | None:
    """Return what an operation does to all examples of a table alike."""
    name = operator_of(event)
    if not name or not event.operands or event.value.array.ndim < 2:
        return None
    shape = event.value.array.shape
    table = event.operands[0]
    others = event.operands[1:]
    if name in ("Add", "Mult") and table.value.array.shape != shape and others:
        table, others = others[0], [table]
    if table.value.array.shape != shape:
        return None
    by = others[0].value.array if others else _constant(event)
    if by is None or by.size >= event.value.array.size or len(others) > 1:
        return None
    return ScalingStep(
        event, name, table, np.asarray(by, dtype=float), others[0] if others else None
    )


def operator_of(event: Event) -> str:
    """Return the name of the operator of a sum or quotient, also of one in place."""
    if found := sign(event.place.text):
        return found if found in _OPERATORS.values() else ""
    node = statement(event.place.text) if parsed(event.place.text) is None else None
    is_whole = isinstance(node, ast.AugAssign) and not isinstance(node.target, ast.Subscript)
    return _OPERATORS.get(type(node.op), "") if is_whole and isinstance(node, ast.AugAssign) else ""


def _constant(event: Event) -> NDArray[np.float64] | None:
    node = parsed(event.place.text) or statement(event.place.text)
    match node:
        case ast.BinOp(right=ast.Constant(value=int() | float() as number)):
            return np.asarray(number, dtype=float)
        case ast.AugAssign(value=ast.Constant(value=int() | float() as number)):
            return np.asarray(number, dtype=float)
    return None


def _kept(event: Event) -> Event | None:
    """What an operation takes rows or columns of, or turns, or copies."""
    node = parsed(event.place.text)
    tables = [each for each in event.operands if each.value.is_array]
    match node:
        case ast.Subscript(value=value):
            found = operands_by_text(event).get(ast.unparse(value))
            return found if found is not None and found.value.is_array else None
        case ast.Attribute(attr="T"):
            return tables[0] if tables else None
    return tables[0] if tables and called(event.place.text) in _KEEPING else None
