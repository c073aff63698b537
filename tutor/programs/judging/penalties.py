"""Penalties that are put to a gradient: c · W, a slope of c/2 · W², makes the weights smaller.

How large a penalty is, and whether the loss tells of it, is left to the program.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import adds, takes_away
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.foreign_parts import ForeignParts
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import against, is_multiple, ratio_to
from tutor.programs.recorded import Event

_FLAT = 1e-12
"""Slopes that are nothing but rounding have no sign."""
GROWS = "The penalty has its sign turned: weights are to become smaller by it, and grow."
_SQUARED = "The penalty is a multiple of {0}²; the slope of a sum of squares is one of {0}."
_WITHOUT_SIGN = "The penalty is a multiple of |{0}|; sign({0}), or {0}, is the slope."


def without_penalty(event: Event, compared: ComparedPass) -> Event | None:
    """Return the gradient that a penalty is put to in this operation, if it is one that does."""
    if not (adds(event.place.text) or takes_away(event.place.text)) or len(event.operands) < 2:
        return None
    first, last = event.operands[0], event.operands[-1]
    foreign = ForeignParts(compared)
    if foreign.is_penalty(last):
        return first
    return last if foreign.is_penalty(first) and not takes_away(event.place.text) else None


def penalty_differences(compared: ComparedPass, steps: ParameterSteps) -> Iterator[CodeDifference]:
    """Yield where a penalty is put to the gradient of a layer that makes its weights grow."""
    moved = {id(event.value) for event, _ in steps.taken.values()}
    for event in compared.each.events:
        rest = without_penalty(event, compared) if event.is_operation else None
        if rest is None or id(event.value) in moved:
            continue
        penalty = next(each for each in (event.operands[-1], event.operands[0]) if each is not rest)
        made = numbers(Tracer(compared).source(penalty))
        for layer in range(1, compared.depth + 1):
            key = f"dW[{layer}]"
            true = compared.truth.values.get(key)
            if true is None or not np.abs(true).max(initial=0.0) > _FLAT:
                continue
            verdict = against(key, numbers(rest), compared.truth)
            weights = compared.each.products[layer - 1].penalised
            for W in weights if verdict.how != "different" else ():
                turned = -verdict.factor if takes_away(event.place.text) else verdict.factor
                if said := _said(made, W, f"W[{layer}]", turned):
                    yield CodeDifference(event, verdict.key, said, True, True, is_sure=True)
                    return


def _said(penalty: Array, W: Array, name: str, factor: float) -> str:
    if penalty.size != W.size or W.size < 2:
        return ""
    if times := ratio_to(penalty, W):
        is_weight = 0.9 < abs(times) <= 1.1  # W, or what a decay leaves of it
        return GROWS if times * factor < 0 and not is_weight else ""
    if np.ptp(np.abs(W)) == 0:
        return ""
    if is_multiple(penalty, W**2):
        return _SQUARED.format(name)
    return _WITHOUT_SIGN.format(name) if is_multiple(penalty, np.abs(W)) else ""
