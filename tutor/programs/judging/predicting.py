"""Ways forward apart from the training: a prediction goes through the layers that were trained."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tutor.programs.expressions import parsed
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.forward import forward_differences
from tutor.programs.judging.lookups import bound_for
from tutor.programs.matching import close_array
from tutor.programs.recorded import Event
from tutor.programs.reference import activated

_ELEMENTWISE = ("linear", "sigmoid", "tanh", "relu")
_NEAR = 0.5
"""How far weights may be, of their size, from those of a pass before, to be the same learning."""


def predictions_astray(
    done: Sequence[ComparedPass],
) -> Iterator[tuple[ComparedPass, CodeDifference]]:
    """Yield where a pass without targets leaves out, or changes, an activation of the training."""
    trained = [each for each in done if each.each.Y is not None and _is_as_meant(each)]
    places = {id(each.each.products[0].event.place) for each in trained}
    for compared in done:
        first = compared.each.products[0].event
        before = [each for each in trained if each.each.products[0].event.number < first.number]
        learns_nothing = not any(key[0] == "d" for key in compared.named)
        if compared.each.Y is not None or not learns_nothing or not before:
            continue
        if not _have_like_weights(before[-1], compared):
            continue
        is_apart = id(first.place) not in places
        if is_apart and _has_another_activation(compared):
            for difference in forward_differences(compared):
                yield compared, replace(difference, is_sure=True)
        elif compared.reference.outputs == "sigmoid" and (event := _cut_sum(compared)):
            depth = compared.depth
            said = (
                f"{event.operands[0].place.text} is Z[{depth}] here, before its sigmoid: cut it at "
                f"0, or cut sigmoid(Z[{depth}]) at 0.5."
            )
            place = bound_for(event.operands[0], compared) or event
            yield compared, CodeDifference(place, f"A[{depth}]", said, False, True, True)


def _is_as_meant(compared: ComparedPass) -> bool:
    """Whether every layer is given what the engine gives, with nothing dropped."""
    truth, products = compared.truth.values, compared.each.products
    is_right = all(
        close_array(product.below, truth[f"A[{below}]"]) for below, product in enumerate(products)
    )
    last = truth[f"A[{compared.depth}]"]
    is_made = any(close_array(numbers(each), last) for each in compared.each.events)
    return is_right and is_made and not compared.dropped.masks


def _have_like_weights(one: ComparedPass, other: ComparedPass) -> bool:
    pairs = zip(one.each.products, other.each.products, strict=True)
    return all(
        np.linalg.norm(b.W - a.W) <= _NEAR * np.linalg.norm(a.W) for a, b in pairs if a.W.any()
    )


def _has_another_activation(compared: ComparedPass) -> bool:
    """Whether the first hidden layer that is not as the engine's has another known activation."""
    truth = compared.truth.values
    for layer, product in enumerate(compared.each.products[1:], 1):
        if not close_array(product.below, truth[f"A[{layer}]"]):
            Z = truth[f"Z[{layer}]"]
            others = (name for name in _ELEMENTWISE if name != compared.reference.activation)
            return any(close_array(product.below, activated(name, Z)) for name in others)
    return False


def _cut_sum(compared: ComparedPass) -> Event | None:
    """Where the last layer's sum is cut within 0 and 1, as if it were a share."""
    Z = compared.truth.values[f"Z[{compared.depth}]"]
    if Z.size < 2 or (Z.min() >= 0 and Z.max() <= 1):
        return None
    for event in compared.each.events:
        if len(event.operands) != 1 or not close_array(numbers(event.operands[0]), Z):
            continue
        match parsed(event.place.text):
            case ast.Compare(comparators=[ast.Constant(value=float(share))]) if 0 < share < 1:
                return event
    return None
