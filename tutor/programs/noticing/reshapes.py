"""Tables that are reshaped where they are to be turned, so that examples are mixed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_product
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.rows.following import followed
from tutor.programs.recorded import Event, Recorded

FEWEST = 6
"""Examples from which on a table is no small matrix that was only written in another shape."""


def reshaped_for_turned(recorded: Recorded) -> Iterator[Noticed]:
    """np.eye(3)[y].reshape(3, -1), and images.reshape(-1, m) on their way into the network."""
    into_products: set[int] | None = None
    for event in recorded.operations:
        if called(event.place.text) != "reshape" or not event.operands or event.value.cut:
            continue
        before, after = event.operands[0].value.array, event.value.array
        if not _lays_examples_in_columns(before, after):
            continue
        if _has_a_one_a_row(before):
            yield Noticed(event, "reshaped, not turned", _said(event))
        elif len(before) >= FEWEST and recorded.start == 0:
            into_products = into_products or _right_of_products(recorded)
            if id(event.value) in into_products and not followed(recorded).of(event).through:
                yield Noticed(event, "reshaped, not turned", _said(event))


def _said(event: Event) -> str:
    shape = event.operands[0].value.array.shape
    turned = ".T" if len(shape) == 2 else f".reshape({shape[0]}, -1).T"
    return (
        f"reshape fills the new rows in the old order, so that each column holds numbers of "
        f"several of the {shape[0]} examples: turn the table with {turned} instead."
    )


def _lays_examples_in_columns(before: NDArray[np.generic], after: NDArray[np.generic]) -> bool:
    """Whether m examples, one behind the other, come to m columns, and in none of them alone."""
    m = len(before) if before.ndim > 1 else 0
    if m < 2 or before.shape[-1] == m or after.shape != (before.size // m, m):
        return False
    return before.size > m and not np.array_equal(after, before.reshape(m, -1).T)


def _has_a_one_a_row(table: NDArray[np.generic]) -> bool:
    is_one = table == 1
    return bool(
        table.ndim == 2 and ((table == 0) | is_one).all() and (is_one.sum(axis=1) == 1).all()
    )


def _right_of_products(recorded: Recorded) -> set[int]:
    """The values that are multiplied by weights at their left: their columns are examples."""
    products = (each for each in recorded.operations if is_product(each.place.text))
    return {id(each.operands[1].value) for each in products if len(each.operands) == 2}
