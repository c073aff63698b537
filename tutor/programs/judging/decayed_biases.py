"""Gradients of biases that hold a penalty on them, too: db + 0.01 * b."""

from __future__ import annotations

from tutor.programs.expressions import adds
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.decays import scales
from tutor.programs.matching import EngineMatch, against, ratio_to, same_array
from tutor.programs.recorded import Event


def decayed_biases(
    event: Event, key: str, compared: ComparedPass
) -> tuple[EngineMatch, float] | None:
    """Return how a gradient stands to the engine's, and how much of the biases it holds.

    None where it is no sum of the two, and where the biases grow by it.
    """
    b = compared.old(key[1:])
    whole = next((e for e in (event, *event.operands) if adds(e.place.text)), None)
    if whole is None or len(whole.operands) != 2 or not (whole is event or scales(event)):
        return None
    times = ratio_to(numbers(event), numbers(whole)) or 0.0
    for rest, part in (whole.operands[:2], whole.operands[1::-1]):
        share = (ratio_to(numbers(part), b) or 0.0) if _is_scaled(part, b) else 0.0
        verdict = against(key, times * numbers(rest), compared.truth)
        if verdict.how != "different" and times * share * verdict.factor > 0:
            return verdict, times * share / verdict.factor
    return None


def _is_scaled(event: Event, b: Array) -> bool:
    """Whether it is made of the biases alone, and of numbers."""
    parts = event.operands if event.is_operation and scales(event) else ()
    return any(same_array(numbers(each), b) or _is_scaled(each, b) for each in parts)
