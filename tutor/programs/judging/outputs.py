"""The last layer of a pass: its sum, and what its activation makes of it."""

from __future__ import annotations

from collections.abc import Iterable

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.matching import close_array, is_scaled, is_shifted
from tutor.programs.recorded import Event

_REDUCED = ("sum", "max", "amax", "mean")


def lacks_output(compared: ComparedPass) -> bool:
    """Return whether nothing in the pass is what the last layer should give."""
    A = compared.truth.values[f"A[{compared.depth}]"]
    return not any(close_array(numbers(each), A) for each in compared.each.events)


def softmax_slip(compared: ComparedPass, chain: Iterable[Event]) -> Event | None:
    """Return the first operation between the last sum and its softmax that is no part of it."""
    depth = compared.depth
    Z, A = compared.truth.values[f"Z[{depth}]"], compared.truth.values[f"A[{depth}]"]
    for each in chain:
        value = numbers(each)
        if _is_over_examples(each, Z):
            return each
        is_piece = is_shifted(value, Z) or is_scaled(value, A) or not value.any()
        if value.size == Z.size and not is_piece:
            return each
    return None


def _is_over_examples(event: Event, Z: Array) -> bool:
    """Whether a sum, or a largest number, is taken over the examples, or over everything."""
    if called(event.place.text) not in _REDUCED or not event.operands:
        return False
    outputs, m = Z.shape
    taken = event.operands[0].value.array
    is_table = taken.ndim == 2 and taken.size == Z.size and min(outputs, m) > 1
    return is_table and outputs != m != event.value.array.size
