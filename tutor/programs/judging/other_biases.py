"""Ways forward apart from the training that add other biases than it, or none."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.expressions import adds, parsed, takes_away
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.matching import ratio_to
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
        float(np.linalg.norm(b.alone - a.alone) / np.linalg.norm(a.alone))
        if a.alone.any()
        else np.inf
        for a, b in pairs
    ]
    return max(gaps)


def _unlike(compared: ComparedPass, trained: ComparedPass) -> Iterator[CodeDifference]:
    for layer, product in enumerate(compared.each.products, 1):
        added, own = compared.each.added[layer - 1], trained.each.added[layer - 1]
        b = trained.old(f"b[{layer}]")
        if own is None or product.bias is not None or not b.any():
            continue
        alone = trained.each.products[layer - 1].event
        if _is_added_to(alone, trained) and not _is_added_to(product.event, compared):
            said = f"b[{layer}] is added nowhere to this, and in line {own.line} it is."
            yield CodeDifference(product.event, f"Z[{layer}]", said, True, True, True)
            return
        if added is not None and (scale := _scale(added, own)):
            said = (
                f"Of the sum only b[{layer}] is multiplied by {scale} here: put all of "
                "it in parentheses before."
            )
            yield CodeDifference(added, f"Z[{layer}]", said, True, True, True)
            return


def _is_added_to(product: Event, compared: ComparedPass) -> bool:
    """Whether anything is added to a layer's product, or taken from it."""
    takes = (e for e in compared.each.events if any(o.value is product.value for o in e.operands))
    return any(adds(each.place.text) or takes_away(each.place.text) for each in takes)


def _scale(added: Event, own: Event) -> str:
    """The number that a trained bias, or what became of it, is multiplied by; "" for none."""
    match parsed(added.place.text):
        case ast.BinOp(left=one, op=ast.Mult(), right=other):
            sides = [ast.unparse(each) for each in (one, other)]
        case _:
            return ""
    given = [each for each in added.operands if each.place.text == own.place.text]
    if len(given) != 1 or given[0].place.text not in sides:
        return ""
    times = ratio_to(numbers(added), numbers(given[0]))
    is_scaled = times is not None and times != 1 and given[0].value.shape == own.value.shape
    return next((each for each in sides if each != own.place.text), "") if is_scaled else ""
