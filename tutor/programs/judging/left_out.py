"""Parameters that a loop leaves out: their slope is not 0, and they are never moved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.matching import is_multiple
from tutor.programs.passes import Pass
from tutor.programs.recorded import Event
from tutor.programs.written import loop_at

_FLAT = 1e-9
"""Slopes below are no reason to move."""


def left_out(
    compared: ComparedPass, steps: ParameterSteps, first: ComparedPass
) -> Iterator[CodeDifference]:
    """Yield the loop, or the line for all layers, that leaves a parameter out.

    `first` is the pass that goes forward and backward; what follows in `compared` has the steps.
    """
    for key in compared.parameters:
        slope = compared.truth.values.get(f"d{key}")
        if key in steps.taken or slope is None or not np.abs(slope).max() > _FLAT:
            continue
        if not _has(key, first) or not _stays(key, compared, first):
            continue
        is_computed = _is_computed(key, first)
        place = _step_of_others(key, compared, steps) if is_computed else None
        if key[0] == "W" and not is_computed:
            place = _way_back(key, first)
        if place is not None:
            said = f"{key} is left out here: it is never moved, and its slope is not 0."
            yield CodeDifference(place, key, said, True, True, True)


def _has(key: str, first: ComparedPass) -> bool:
    """Whether the program has it: a layer may go without a bias."""
    return key[0] == "W" or first.each.added[int(key[2:-1]) - 1] is not None


def _stays(key: str, compared: ComparedPass, first: ComparedPass) -> bool:
    """Whether a parameter has the same numbers in all such passes, and another has not."""
    if not compared.after:
        return False
    others = (each for each in first.parameters if each != key)
    is_trained = any(_is_moved(each, first.each, compared.after[0]) for each in others)
    return is_trained and not any(_is_moved(key, first.each, each) for each in compared.alike)


def _is_moved(key: str, one: Pass, other: Pass) -> bool:
    at = int(key[2:-1]) - 1
    if key[0] == "W":
        return not np.array_equal(one.products[at].W, other.products[at].W)
    return not np.array_equal(one.biases[at], other.biases[at])


def _is_computed(key: str, first: ComparedPass) -> bool:
    """Whether the program has the gradient."""
    if f"d{key}" in first.named:
        return True
    true = first.truth.values[f"d{key}"]
    last = first.each.products[-1].event.number
    told = (e for e in first.each.events if e.is_operation and e.number > last)
    return any(e.value.array.size == true.size and is_multiple(numbers(e), true) for e in told)


def _step_of_others(key: str, compared: ComparedPass, steps: ParameterSteps) -> Event | None:
    """The loop in which the others of its kind are moved, or the line that moves its mate."""
    taken = [event for other, (event, _) in steps.taken.items() if other[0] == key[0]]
    if len({id(event.place) for event in taken}) == 1 and (loop := _loop(taken[-1], compared)):
        return loop
    weights = [event for event, _ in steps.taken.values()]
    is_one = len({id(event.place) for event in weights}) == 1 < len(weights)
    return (_loop(weights[0], compared) or weights[0]) if is_one and not taken else None


def _loop(event: Event, compared: ComparedPass) -> Event | None:
    """The innermost loop that an operation stands in, and the way forward does not."""
    recorded = compared.recorded
    around = recorded.path(compared.each.products[0].event.node)
    for node in reversed(recorded.path(event.node)):
        branch = recorded.nodes[node]
        if node in around:
            return None
        if branch.turn is not None and branch.site is not None:
            return loop_at(branch.site, event, recorded)
    return None


def _way_back(key: str, first: ComparedPass) -> Event | None:
    """The loop that goes back through the layers, and ends before this one."""
    layer = int(key[2:-1])
    above = first.named.get(f"dZ[{layer + 1}]") or first.named.get(f"dW[{layer + 1}]")
    if above is None:
        return None
    if loop := _loop(above[0], first):
        return loop
    recorded, last = first.recorded, first.each.products[-1].event.number
    end = first.each.events[-1].number
    inside = {event.node for event in first.each.events}
    for number, branch in enumerate(recorded.nodes):
        is_loop = branch.site is not None and branch.site.kind == "loop" and branch.turn is None
        is_empty = is_loop and not recorded.below[number] and branch.parent in inside
        if is_empty and branch.site is not None and last < branch.first <= end:
            return loop_at(branch.site, above[0], recorded)
    return None
