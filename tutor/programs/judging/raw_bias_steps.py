"""Biases that are moved along the error before the slope of the activation is put to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.programs.expressions import adds
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import close_array, near, ratio_to
from tutor.programs.recorded import Event


def raw_bias_steps(compared: ComparedPass, steps: ParameterSteps) -> Iterator[CodeDifference]:
    """Yield the steps of biases along dA, where the weights of the layer go along dZ.

    The program contradicts itself there: the bias stands within the activation as the weights do.
    """
    truth = compared.truth.values
    for layer in range(1, compared.depth + 1):
        bias, dA, dZ = f"b[{layer}]", truth.get(f"dA[{layer}]"), truth.get(f"dZ[{layer}]")
        made = steps.slopes.get(f"W[{layer}]")
        if bias not in steps.taken or dA is None or dZ is None or made is None:
            continue
        is_right = ratio_to(numbers(made), truth[f"dW[{layer}]"]) is not None
        times = _times(dZ, [*expression(made)])
        if not is_right or times is None or not _is_within(layer, compared):
            continue
        wrong, right = times * dA, times * dZ
        if close_array(wrong, right):
            continue
        event, sums = steps.taken[bias][0], steps.slopes.get(bias)
        parts = [*expression(event), *(expression(sums) if sums else ())]
        leaves = [e for e in parts if e.value.array.size == dA.size]
        if any(_is(e, right) for e in leaves):
            continue
        if (leaf := next((e for e in leaves if _is(e, wrong)), None)) is not None:
            is_summed = sums is not None and leaf in expression(sums)
            place = Tracer(compared).renamed(leaf) or (sums if is_summed else None) or event
            said = (
                f"{bias} is moved along dA[{layer}] here, W[{layer}] along dZ[{layer}]: "
                f"dZ[{layer}] is meant."
            )
            yield CodeDifference(place, f"d{bias}", said, True, True, True)


def _times(dZ: Array, parts: Sequence[Event]) -> float | None:
    """How many times the engine's delta the one is that weights go along."""
    found = (ratio_to(numbers(each), dZ) for each in parts)
    return next((each for each in found if each is not None), None)


def _is_within(layer: int, compared: ComparedPass) -> bool:
    """Whether the bias is added to the layer's product, and not behind the activation."""
    product = compared.each.products[layer - 1].event.value
    told = (e for e in compared.each.events if adds(e.place.text))
    return any(each.value is product for e in told for each in e.operands)


def _is(event: Event, array: Array) -> bool:
    """Whether it has these numbers, all of their digits."""
    times = ratio_to(numbers(event), array)
    return times is not None and near(times, 1, 1e-9)
