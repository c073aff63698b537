"""Penalties of which the loss tells something else than the gradients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.decays import scales
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import near, ratio_to
from tutor.programs.noticing.corrections import given_by
from tutor.programs.noticing.sums import operator
from tutor.programs.penalised_loss import LossPenalty
from tutor.programs.recorded import Event

_FELT = 1e-4
"""So large, beside the slope of the data, a penalty's is at least, or nobody sees whether it is
there."""
_FEWEST = 3
"""Examples: a factor of 2 is that of the slope of a square."""
_REWARD = "The penalty is taken away from the loss: large weights make it smaller. Add it."


def unlike_penalties(compared: ComparedPass, steps: ParameterSteps) -> Iterator[CodeDifference]:
    """Yield where a penalty is in the loss alone, is taken from it, or leaves out a layer there."""
    penalty = compared.penalty
    yield from _of_weights(compared)
    if penalty is None or not steps.taken:
        return
    if penalty.data > 0 and all(times <= 0 for times in penalty.times.values()):
        yield CodeDifference(penalty.event, "J", _REWARD, True, True, is_sure=True)
    yield from _forgotten(compared, steps, penalty)
    yield from _left_out(compared, penalty)
    yield from _on_biases(compared, penalty)
    yield from _uneven(compared, steps, penalty)
    yield from _divided_once(compared, steps, penalty)


def _of_weights(compared: ComparedPass) -> Iterator[CodeDifference]:
    """A sum of weights, or of their sizes, where the gradients hold the slope of their squares."""
    odd = compared.odd_penalty
    layers = [] if odd is None else [n for n in odd.times if f"dW[{n}]" in compared.penalties]
    if odd is not None and layers:
        key = f"W[{layers[0]}]"
        said = (
            f"The gradients hold a multiple of {key}, which is the slope of ∑{key}²: the loss adds "
            f"the weights up without their squares."
        )
        yield CodeDifference(odd.event, "J", said, True, True, is_sure=True)


def _forgotten(
    compared: ComparedPass, steps: ParameterSteps, penalty: LossPenalty
) -> Iterator[CodeDifference]:
    """Gradients of weights without the slope of the penalty that the loss puts on them."""
    last = compared.each.products[-1].event.number
    after = [e for e in compared.each.events if e.number > last and e.is_operation]
    for layer, times in penalty.times.items():
        key = f"W[{layer}]"
        true, W = compared.truth.values.get(f"d{key}"), compared.old(key)
        if true is None or key not in steps.taken or times <= 0:
            continue
        if 2 * times * np.abs(W).max() < _FELT * np.abs(true).max() or key in steps.scaled:
            continue
        made = _gradient(key, compared, steps)
        step, length = steps.taken[key]
        if length is None and _is_packed(compared, after):
            continue
        if made is None or any(_share(e, compared, layer) or _decays(e, step) for e in after):
            continue
        said = (
            f"The loss holds {times:.3g} ∑{key}² (line {penalty.event.line}): its slope, "
            f"{2 * times:.3g} {key}, is not added to this gradient."
        )
        yield CodeDifference(made, f"d{key}", said, True, True, is_sure=True)


def _gradient(key: str, compared: ComparedPass, steps: ParameterSteps) -> Event | None:
    """What a step takes for the gradient, where it is the data's alone."""
    named = compared.named.get(f"d{key}")
    made = named[0] if named else steps.slopes[key]
    if made is None or made.value.array.size != compared.old(key).size:
        return None
    is_datas = ratio_to(numbers(made), compared.truth.values[f"d{key}"]) is not None
    return Tracer(compared).source(made) if is_datas else None


def _is_packed(compared: ComparedPass, after: Sequence[Event]) -> bool:
    """Whether there is a vector of all weights, or parameters: a penalty may be put to that."""
    sizes = {
        kind: [compared.old(key).size for key in compared.parameters if key[0] in kind]
        for kind in ("W", "Wb")
    }
    whole = {sum(each) for each in sizes.values() if len(each) > 1}
    return any(each.value.array.size in whole for each in after)


def _decays(event: Event, step: Event) -> bool:
    """Whether it makes smaller what a step gave: W *= 1 - rate * decay."""
    is_behind = any(each.value is step.value for each in event.operands)
    does_scale = scales(event) or operator(event) in ("Mult", "Div")
    return does_scale and (is_behind or event is step)


def _left_out(compared: ComparedPass, penalty: LossPenalty) -> Iterator[CodeDifference]:
    """A layer whose gradient holds the same penalty as another's, which the loss holds alone."""
    last = compared.each.products[-1].event.number
    after = [e for e in compared.each.events if e.number > last and e.is_operation]
    shares: dict[int, set[float]] = {}
    for layer in range(1, compared.depth + 1):
        told = (_share(each, compared, layer) for each in after)
        shares[layer] = {round(each, 12) for each in told if each}
    for layer, times in penalty.times.items():
        for other in (each for each in shares if each not in penalty.times):
            same = shares[layer] & shares[other]
            if any(near(abs(each), n * abs(times)) for each in same for n in (1, 2)):
                said = (
                    f"The gradients of W[{layer}] and W[{other}] hold the same penalty; the loss "
                    f"holds that of W[{layer}] alone."
                )
                yield CodeDifference(penalty.event, "J", said, True, True, is_sure=True)
                return


def _on_biases(compared: ComparedPass, penalty: LossPenalty) -> Iterator[CodeDifference]:
    """Gradients with the penalty on the biases, too, a column of the weights that the loss spares.

    It may be there, or not: but one of the two is the slope of the other.
    """
    for layer in sorted(penalty.spared & penalty.times.keys()):
        key, product = f"dW[{layer}]", compared.each.products[layer - 1]
        if key not in compared.penalties or key in compared.spared or key not in compared.named:
            continue
        held = compared.penalties[key] * (product.W - product.without_biases)
        if np.abs(held).max() < _FELT * np.abs(compared.truth.values[key]).max():
            continue
        said = (
            f"The loss leaves the biases of layer {layer} out of the penalty (line "
            f"{penalty.event.line}); here it is put to their column, too."
        )
        made = Tracer(compared).source(compared.named[key][0])
        yield CodeDifference(made, key, said, True, True, is_sure=True)


def _uneven(
    compared: ComparedPass, steps: ParameterSteps, penalty: LossPenalty
) -> Iterator[CodeDifference]:
    """Gradients that hold another part of their penalty's slope than one that holds all of it.

    In a loss that holds as much of all their squares.
    """
    loss = compared.named.get("J")
    scale = 2 / abs(loss[1].factor) if loss else 2.0
    held = {layer: compared.penalties.get(f"dW[{layer}]", 0.0) for layer in penalty.times}
    told = [layer for layer, times in penalty.times.items() if times > 0 and held[layer] > 0]
    is_even = all(near(penalty.times[layer], penalty.times[told[0]]) for layer in told)
    right = [layer for layer in told if near(held[layer], scale * penalty.times[layer])]
    right = right if is_even else []
    for layer in told if right else ():
        made = _adds_penalty(layer, compared, steps)
        if layer not in right and made is not None:
            key, times = f"W[{layer}]", penalty.times[layer]
            said = (
                f"The loss holds {times:.3g} ∑{key}², and the slope of that is {2 * times:.3g} "
                f"{key}; {held[layer] / scale * 2:.3g} {key} is added here. "
                f"For W[{right[0]}] it is right."
            )
            yield CodeDifference(made, f"d{key}", said, True, True, is_sure=True)


def _divided_once(
    compared: ComparedPass, steps: ParameterSteps, penalty: LossPenalty
) -> Iterator[CodeDifference]:
    """A penalty that is divided by the examples in the loss, or the gradients, and not in both.

    Both of one pass, and both means: else a rate, or another sum, may stand for it.
    """
    loss, m = compared.named.get("J"), compared.truth.m
    held = {n: compared.penalties.get(f"dW[{n}]", 0.0) for n in penalty.times}
    named = [compared.named.get(f"dW[{n}]") for n in held]
    factor = loss[1].factor if loss and not compared.is_loss_apart else 0.0
    is_mean = factor in (0.5, 1.0) and all(each and near(each[1].factor, factor) for each in named)
    if not is_mean or m < _FEWEST or penalty.event not in compared.each.events:
        return
    ratios = [held[n] * factor / (2 * times) for n, times in penalty.times.items() if times]
    told = ((n, _adds_penalty(n, compared, steps)) for n in held)
    parts = [(each, n) for n, each in told if each is not None]
    made, layer = min(parts, key=lambda each: each[0].number, default=(None, 0))
    if ratios and made and all(near(each, m) for each in ratios):
        said = (
            f"The loss divides its penalty by the {m} examples (line {penalty.event.line}); here "
            f"that of W[{layer}] is not divided."
        )
        yield CodeDifference(made, f"dW[{layer}]", said, True, True, is_sure=True)
    elif ratios and made and all(near(each, 1 / m) for each in ratios):
        said = (
            f"The gradients divide the penalty by the {m} examples (line {made.line}); here it is "
            f"not divided."
        )
        yield CodeDifference(_of_squares(compared, penalty), "J", said, True, True, is_sure=True)


def _of_squares(compared: ComparedPass, penalty: LossPenalty) -> Event:
    """Where the penalty itself is made, that is added to the loss of the data."""
    whole = float(penalty.event.value.array)
    for each in penalty.event.operands:
        if not each.value.array.ndim and near(float(each.value.array), whole - penalty.data, 1e-9):
            return each if each.is_operation else given_by(compared.recorded, each)
    return penalty.event


def _adds_penalty(layer: int, compared: ComparedPass, steps: ParameterSteps) -> Event | None:
    """The last operation that gives a multiple of a layer's weights before they are moved."""
    key, last = f"W[{layer}]", compared.each.products[-1].event.number
    end = steps.taken[key][0] if key in steps.taken else None
    told = (e for e in compared.each.events if end is not None and last < e.number < end.number)
    shares = [e for e in told if e.is_operation and _share(e, compared, layer)]
    return shares[-1] if shares else None


def _share(event: Event, compared: ComparedPass, layer: int) -> float:
    """How many times the weights of a layer it is; 0 for others, and for the weights themselves."""
    for W in compared.each.products[layer - 1].penalised:
        times = ratio_to(numbers(event), W) if event.value.array.size == W.size > 1 else None
        if times is not None and times != 1:
            return times
    return 0.0
