"""What a network is to give: the targets of a pass, by what they are held against and by name.

A name may mislead (`t` goes round a spiral before it means a target), and many are not known. So
what the network's outputs are held against comes first: it is taken from them, picks among them,
or weighs their logarithms.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import (
    called,
    is_contraction,
    is_product,
    parsed,
    sign,
    statement,
)
from tutor.programs.naming import meaning
from tutor.programs.products import Product
from tutor.programs.recorded import Event

Array = NDArray[np.float64]
_LOGS = ("log", "log2", "log1p", "log10")
_PICKING = ("at", "take_along_axis")
_MEASURED = ("len", "shape", "size", "zeros_like", "ones_like", "empty_like", "full_like", "argmax")
"""What tells of an array's size, or its places, and nothing of its numbers."""


def targets_of(
    events: Sequence[Event],
    before: Sequence[Event],
    products: Sequence[Product],
    added: Sequence[Event | None],
) -> Array | None:
    """Return the targets, examples last, one-hot where the program has numbers of classes.

    `events` are those of the pass, `before` what was told in the same iteration before it, `added`
    tell of the biases.
    """
    outputs, m = products[-1].W.shape[0], products[0].below.shape[1]
    rows = products[0].rows
    parameters = [*(product.weights for product in products), *filter(None, added)]
    held: list[Array] = []
    for one in _held_against(events, products[-1]):
        if _is_any(one, parameters):
            continue
        array = np.asarray(one.value.array, dtype=float)
        if (found := fitted(array, outputs, m, rows)) is not None:
            if _is_named(one):
                return found
            held.append(found)
    return held[0] if held else _named([*events, *before], products[0], outputs)


def _is_named(event: Event) -> bool:
    meant = meaning(event.place.name or event.place.text)
    return meant is not None and meant.kind == "Y"


def _is_any(event: Event, parameters: Sequence[Event]) -> bool:
    return any(
        event.value is each.value or event.place.text == each.place.text for each in parameters
    )


def _held_against(events: Sequence[Event], last: Product) -> Iterator[Event]:
    """Yield what was there apart from the network and meets its outputs, the surest first."""
    outputs = _Outputs(events, last)
    picked, weighed = list[Event](), list[Event]()
    size = last.event.value.array.size
    for event in events:
        if event.number <= last.event.number or len(event.operands) < 2:
            continue
        if _picks(event.place.text):
            table, *places = event.operands
            if table.value.array.size == size and outputs.hold(table):
                given = [each for each in reversed(places) if not outputs.hold(each)]
                picked += [each for each in given if not (_is_choice(each) and last.W.shape[0] > 1)]
            continue
        if len(event.operands) != 2:
            continue
        given = [each for each in event.operands if not outputs.hold(each)]
        if len(given) != 1:
            continue
        (other,) = (each for each in event.operands if each is not given[0])
        if sign(event.place.text) == "Sub":
            yield _with_its_sign(given[0])
        elif _weighs(event, given[0], other):
            weighed.append(_with_its_sign(given[0]))
    yield from picked
    yield from weighed


def _is_choice(event: Event) -> bool:
    """Whether it tells which examples are taken, and not which outputs of each: p[y == 2]."""
    return event.value.dtype == "bool"


@lru_cache(maxsize=4096)
def _picks(text: str) -> bool:
    """Whether some numbers of a table are taken, or changed: p[rows, y], p[rows, y] -= 1."""
    match statement(text):
        case ast.Assign(targets=[ast.Subscript()]) | ast.AugAssign(target=ast.Subscript()):
            return True
        case ast.Expr(value=ast.Subscript()):
            return True
    return called(text) in _PICKING


def _weighs(event: Event, given: Event, output: Event) -> bool:
    """Whether a logarithm of outputs is multiplied by something, or that divided by outputs."""
    text = event.place.text
    if sign(given.place.text) == "Sub":  # 1 - y
        return False
    by_log = called(output.place.text) in _LOGS or (
        output.name is None and any(called(each.place.text) in _LOGS for each in output.operands)
    )
    is_times = sign(text) == "Mult" or is_product(text)
    return (is_times and by_log) or (sign(text) == "Div" and event.operands[0] is given)


def _with_its_sign(given: Event) -> Event:
    """What is turned before it meets the outputs, as it was before: -y / (1 + np.exp(y * f))."""
    is_turned = isinstance(parsed(given.place.text), ast.UnaryOp) and len(given.operands) == 1
    return given.operands[0] if is_turned and given.value.dtype != "bool" else given


class _Outputs:
    """Knows which values of a pass are made of the last layer's sum, short of a product."""

    def __init__(self, events: Sequence[Event], last: Product) -> None:
        self._values = {id(last.event.value)}
        self._made = {id(last.event)}
        self._numbers = set[float]()
        self._note(last.event)
        for event in events:
            if event.number <= last.event.number or not event.is_operation:
                continue
            if not _ends_here(event.place.text) and any(map(self.hold, event.operands)):
                self._note(event)

    def _note(self, event: Event) -> None:
        self._made.add(id(event))
        self._values.add(id(event.value))
        if event.value.array.size == 1:
            self._numbers.add(float(event.value.array.ravel()[0]))

    def hold(self, event: Event) -> bool:
        """Return whether a value is made of the outputs; a number is known by its digits."""
        if id(event) in self._made or id(event.value) in self._values:
            return True
        if event.value.is_array or event.value.array.size != 1:
            return False
        number = float(event.value.array.ravel()[0])
        return number in self._numbers and number * 1024 != np.round(number * 1024)


def _ends_here(text: str) -> bool:
    """Whether what is given is no longer one of the outputs."""
    return tells_of_size(text) or is_contraction(text)


def tells_of_size(text: str) -> bool:
    """Return whether an operation gives an array's size, or its places, and none of its numbers."""
    return text.endswith((".shape", ".size", ".ndim")) or called(text) in _MEASURED


def _named(events: Sequence[Event], first: Product, outputs: int) -> Array | None:
    """Return the first that has a name for targets, and is not made by the network."""
    m, made = first.below.shape[1], _made(events, first)
    for event in events:
        if not _is_named(event) or event.value.cut or id(event.value) in made:
            continue
        if not event.value.shape and m > 1:
            continue
        array = np.asarray(event.value.array, dtype=float)
        if (found := fitted(array, outputs, m, first.rows)) is not None:
            return found
    return None


def _made(events: Sequence[Event], first: Product) -> set[int]:
    """The values that the network gave, by their identity: y = predict(x) is no target."""
    found = {id(first.event.value)}
    for event in events:
        takes = any(id(operand.value) in found for operand in event.operands)
        if takes and event.value.is_array and event.place.kind == "operation":
            found.add(id(event.value))
    return found


def fitted(array: Array, outputs: int, m: int, rows: bool) -> Array | None:
    """Return targets with examples last, whichever way they are kept; None where they are none."""
    if array.ndim == 2 and array.shape == ((m, outputs) if rows else (outputs, m)):
        return array.T.copy() if rows else array.copy()
    if array.size == outputs * m and array.ndim <= 2 and (outputs == 1 or m == 1):
        return array.reshape(outputs, m).copy()
    if array.ndim == 2 and array.shape == ((outputs, m) if rows else (m, outputs)):
        return array.copy() if rows else array.T.copy()
    whole = bool((array == np.round(array)).all())
    if array.size == m and outputs > 1 and whole and array.min() >= 0 and array.max() < outputs:
        classes: Array = np.eye(outputs)[array.astype(int).ravel()].T.copy()
        return classes
    return None
