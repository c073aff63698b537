"""Losses of another way forward, once the parameters are moved: what has been come to by a step.

A function may go its own way forward, with the parameters under names of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from tutor.programs.judging.compared_pass import ComparedPass
from tutor.programs.judging.tracing import Tracer
from tutor.programs.recorded import Event


def is_of_new_parameters(event: Event, steps: Iterable[Event], compared: ComparedPass) -> bool:
    """Return whether it is made of what some steps gave, and of nothing that the pass gave else."""
    tracer, stepped = Tracer(compared), {step.number for step in steps}
    found, waiting = set[int](), [event]
    while waiting and stepped:
        each = tracer.source(waiting.pop())
        if each.number not in found and tracer.is_inside(each):
            found.add(each.number)
            waiting += [] if each.number in stepped else each.operands
    return bool(found & stepped) and compared.each.products[-1].event.number not in found
