"""Ways forward apart from the training that add other biases than it, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.expressions import sign
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.matching import close_array, ratio_to
from tutor.programs.recorded import Event

_NEAR = 0.5
"""How far weights may be, of their size, from those that are trained, to be the same network."""


def other_biases(done: Sequence[ComparedPass]) -> Iterator[tuple[ComparedPass, CodeDifference]]:
    """Yield the first layer of such a pass whose bias is left out, or is another multiple."""
    training = [each for each in done if any(key[0] == "d" for key in each.named)]
    places = {id(each.each.products[0].event.place) for each in training}
    for compared in done:
        if id(compared.each.products[0].event.place) in places:
            continue
        if (nearest := _nearest(training, compared)) is not None:
            yield from ((compared, each) for each in _unlike(compared, nearest))


def _nearest(training: Sequence[ComparedPass], compared: ComparedPass) -> ComparedPass | None:
    """The pass of the training that has the same weights, or nearly."""
    apart = [(_apart(each, compared), each) for each in training]
    gap, nearest = min(apart, key=lambda each: each[0], default=(np.inf, None))
    return nearest if gap <= _NEAR else None


def _apart(one: ComparedPass, other: ComparedPass) -> float:
    """How far the weights of two passes are apart, of their size, where they are most."""
    pairs = zip(one.each.products, other.each.products, strict=True)
    gaps = [
        float(np.linalg.norm(b.W - a.W) / np.linalg.norm(a.W)) if a.W.any() else np.inf
        for a, b in pairs
    ]
    return max(gaps)


def _unlike(compared: ComparedPass, trained: ComparedPass) -> Iterator[CodeDifference]:
    for layer, product in enumerate(compared.each.products, 1):
        added, own = compared.each.added[layer - 1], trained.each.added[layer - 1]
        b = trained.old(f"b[{layer}]")
        if own is None or product.bias is not None or not b.any():
            continue
        if added is None and not _is_added(numbers(product.event), b, compared):
            said = f"b[{layer}] is added nowhere to this, and in line {own.line} it is."
            yield CodeDifference(product.event, f"Z[{layer}]", said, True, True, True)
            return
        if added is not None and (scale := _scale(added, own)) is not None:
            said = (
                f"Of the sum only b[{layer}] is multiplied by {scale.place.text} here: put all of "
                "it in parentheses before."
            )
            yield CodeDifference(added, f"Z[{layer}]", said, True, True, True)
            return


def _is_added(product: np.ndarray, b: np.ndarray, compared: ComparedPass) -> bool:  # type: ignore[type-arg]
    """Whether the sum with a bias is there, however it is made."""
    sides = [b.reshape(1, -1), b.reshape(-1, 1)]
    fitting = [each for each in sides if product.ndim == 2 and max(product.shape) >= b.size]
    sums = [product + each for each in fitting if set(each.shape) & set(product.shape)]
    sums += [product + b.ravel()] if product.ndim == 1 and product.size == b.size else []
    sized = (e for e in compared.each.events if e.value.array.size == product.size)
    return any(close_array(numbers(e), each) for e in sized for each in sums)


def _scale(added: Event, own: Event) -> Event | None:
    """The number that a trained bias, or what became of it, is multiplied by."""
    if sign(added.place.text) != "Mult" or len(added.operands) != 2:
        return None
    for bias, scale in (added.operands, added.operands[::-1]):
        is_same = bias.place.text == own.place.text and bias.value.shape == own.value.shape
        is_number = scale.value.array.size == 1 and bias.value.array.size == added.value.array.size
        if is_same and is_number and ratio_to(numbers(scale), np.ones((1, 1))) != 1:
            return scale
    return None
