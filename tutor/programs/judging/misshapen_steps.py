"""Steps of another shape than their parameter's, or by one number for all."""

from __future__ import annotations

from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass
from tutor.programs.recorded import Event


def one_for_all(event: Event, made: Event, key: str, compared: ComparedPass) -> CodeDifference:
    """Return a step by one number: all are added up, or one is taken of the way forward."""
    size, last = compared.old(key).size, compared.each.products[-1].event.number
    if made.number <= last:
        said = f"One number is taken for all here: {key} has {size}, each its own slope."
        return CodeDifference(event, key, said)
    said = f"All numbers are added up here: {key} has {size}, each its own slope."
    return CodeDifference(made, f"d{key}", said)


def other_shape(event: Event, key: str, old: Array, compared: ComparedPass) -> CodeDifference:
    """Return a step that changes the shape of its parameter, at its gradient if that has it."""
    slope = compared.named.get(f"d{key}")
    if slope and len(slope[0].value.shape) < 2 < len(event.value.shape) + 1:
        first = next(e for e, v in compared.every if v.key == f"d{key}")
        message = f"Its shape is {first.value.shape}: a column is needed here."
        return CodeDifference(first, f"d{key}", message)
    shapes = " to ".join(str(each) for each in (old.shape, event.value.shape))
    return CodeDifference(event, key, f"The update changes its shape, from {shapes}.")
