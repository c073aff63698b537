"""What an operation gives as a sum: so many times each array, its square, or a product of two."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from tutor.programs.expressions import called, parsed, respelled, sign, spelled, statement
from tutor.programs.lineage import first_makers
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import operands_by_text

Product = tuple[int, ...]
"""The identities of the arrays that are multiplied, in order: a square has one of them twice."""
NUMBER: Product = ()
"""What stands alone in a sum."""
_MOST = 6
"""Summands; what has more is taken as it is."""
_DEEP = 8


@dataclass(frozen=True, slots=True, eq=False)
class WeightedSum:
    """So many times each product of arrays."""

    times: Mapping[Product, float]
    arrays: Mapping[int, Event] = field(default_factory=dict)
    """What was looked up, by the identity of its value."""

    @property
    def number(self) -> float | None:
        """The sum, where no array is in it."""
        return self.times.get(NUMBER, 0.0) if not any(self.times) else None


class Sums:
    """Reads operations as sums, as far as they are spelled out in their statement."""

    def __init__(self, makers: Mapping[int, Event]) -> None:
        self._makers = makers
        self._known: dict[Event, WeightedSum] = {}

    def of(self, event: Event) -> WeightedSum:
        """Return the sum that an operation gives."""
        if event not in self._known:
            self._known[event] = self._of(event, event, _DEEP)
        return self._known[event]

    def _of(self, event: Event, whole: Event, depth: int) -> WeightedSum:
        if not event.value.array.ndim:
            return _plain(float(event.value.array))
        made = event if event.is_operation else self._given_before(event, whole)
        if made is None or not depth:
            return _alone(event)
        if made.place.kind == "change":
            written = statement(made.place.text)
            if not isinstance(written, ast.AugAssign) or not made.operands:
                return _alone(event)
            old = self._of(made.operands[0], whole, depth - 1)
            other = self._read(written.value, made, whole, depth)
            found = other and _joined(operator(made), old, other)
        else:
            node = parsed(made.place.text)
            found = self._computed(node, made, whole, depth) if node is not None else None
        return found or _alone(event)

    def _given_before(self, event: Event, whole: Event) -> Event | None:
        """What gave an array that was looked up, where it belongs to the same statement.

        A square with a name of its own does, and so does what the line before has done to the
        array that goes on here: m *= beta; m += (1 - beta) * g. What it began with does not.
        """
        made = self._makers.get(id(event.value))
        if made is None or made.place is whole.place or made.number >= whole.number:
            return None
        is_begun = made.name is not None and made.name == whole.name
        goes_on = made.node == whole.node or any(spelled_as(e, made.name) for e in made.operands)
        return made if (is_begun and goes_on) or is_square(made) else None

    def _read(self, node: ast.expr, event: Event, whole: Event, depth: int) -> WeightedSum | None:
        """The sum of a part of an operation's text."""
        operand = operand_of(node, event)
        if operand is not None:
            return self._of(operand, whole, depth - 1)
        number = number_of(node, event)
        return None if number is None else _plain(number)

    def _computed(
        self, node: ast.expr, event: Event, whole: Event, depth: int
    ) -> WeightedSum | None:
        if is_square(event):
            base = event.operands[0]
            known = self._of(base, whole, depth - 1)
            is_plain = len(known.times) == 1 and [*known.times.values()] == [1.0]
            base = next(iter(known.arrays.values())) if is_plain and known.arrays else base
            return WeightedSum({(id(base.value),) * 2: 1.0}, {id(base.value): base})
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self._read(node.operand, event, whole, depth)
            return inner and _joined("Mult", inner, _plain(-1.0))
        sides = two_sides(node)
        if sides is None:
            return None
        left, right = (self._read(each, event, whole, depth) for each in sides)
        return _joined(sign(event.place.text), left, right) if left and right else None


@lru_cache(maxsize=4)
def sums_of(recorded: Recorded) -> Sums:
    """Return the sums of a run's operations."""
    return Sums(first_makers(recorded))


def operator(event: Event) -> str:
    """Return the name of an operator as `sign` does, also of one in place."""
    if event.place.kind != "change":
        return sign(event.place.text)
    written = statement(event.place.text)
    return type(written.op).__name__ if isinstance(written, ast.AugAssign) else ""


def two_sides(node: ast.expr | None) -> tuple[ast.expr, ast.expr] | None:
    """Return both sides of an operator, also of np.add(a, b)."""
    match node:
        case ast.BinOp(left=left, right=right):
            return left, right
        case ast.Call(args=[left, right, *_]):
            return left, right
    return None


def operand_of(node: ast.expr, event: Event) -> Event | None:
    """Return the operand of an operation that a part of its text stands for."""
    return operands_by_text(event).get(spelled(node))


def number_of(node: ast.expr, event: Event) -> float | None:
    """Return the number that a part of an operation's text stands for, None for an array."""
    operand = operand_of(node, event)
    if operand is not None:
        return None if operand.value.array.ndim else float(operand.value.array)
    match node:
        case ast.Constant(value=int(value) | float(value)):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(value) | float(value))):
            return -float(value)
    return None


def is_square(event: Event) -> bool:
    """Whether it is a number for a number the square of one array: g ** 2, np.square(g), g * g."""
    text = event.place.text
    if not event.operands or event.place.kind != "operation":
        return False
    if called(text) == "square":
        return True
    sides = two_sides(parsed(text))
    if sides is None or event.operands[0].value.shape != event.value.shape:
        return False
    if sign(text) == "Pow":
        return number_of(sides[1], event) == 2
    return sign(text) == "Mult" and spelled(sides[0]) == spelled(sides[1])


def _joined(how: str, left: WeightedSum, right: WeightedSum) -> WeightedSum | None:
    """The sum that an operator makes of two; None where it is none."""
    arrays = {**left.arrays, **right.arrays}
    times: dict[Product, float] = {}
    if how in ("Add", "Sub"):
        times |= left.times
        for key, n in right.times.items():
            times[key] = times.get(key, 0.0) + (n if how == "Add" else -n)
    elif how == "Mult":
        for one, n in left.times.items():
            for other, k in right.times.items():
                key = tuple(sorted((*one, *other)))
                times[key] = times.get(key, 0.0) + n * k
    elif how == "Div" and right.number:
        times |= {key: n / right.number for key, n in left.times.items()}
    else:
        return None
    return WeightedSum(times, arrays) if len(times) <= _MOST else None


def _plain(number: float) -> WeightedSum:
    return WeightedSum({NUMBER: number} if number else {})


def _alone(event: Event) -> WeightedSum:
    return WeightedSum({(id(event.value),): 1.0}, {id(event.value): event})


def spelled_as(event: Event, name: str | None) -> bool:
    """Return whether a value is looked up under a name."""
    return bool(name) and respelled(event.place.text) == respelled(name or "")


def rises_and_falls(event: Event) -> bool:
    """Return whether there are numbers below 0 in an array: it is no square, and no length."""
    with np.errstate(all="ignore"):
        return bool((event.value.array < 0).any())


def complement(event: Event, weight: float) -> float | None:
    """Return the x in a weight that is spelled out as 1 - x in an operation's line."""
    waiting = [*event.operands]
    while waiting:
        each = waiting.pop()
        if each.value.array.ndim == 0 and each.is_operation and operator(each) == "Sub":
            is_it = abs(float(each.value.array) - weight) <= 1e-9 * abs(weight)
            if is_it and each.place.text[:1] == "1":
                return 1 - weight
        elif each.is_operation and each.line == event.line:
            waiting += each.operands
    return None
